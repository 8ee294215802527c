import BatteryStatistics
import Foundation
import Testing

@Suite("Results of tests", .timeLimit(.minutes(5)))
struct TestResultTests {
  private func copy<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
  }

  @Test("pass JSON with open ends", arguments: [Alternative.less, .greater, .twoSided])
  func openEnds(alternative: Alternative) throws {
    let result = try TTest.oneSample([1, 2, 4], alternative: alternative)
    #expect(try copy(result) == result)
    let ranks = try RankTest.wilcoxon([1, 2, -4])
    #expect(try copy(ranks) == ranks)
  }

  @Test("pass JSON with an infinite ratio")
  func infiniteRatio() throws {
    let analysis = try AnalysisOfVariance([[1, 1], [2, 2]])
    #expect(analysis.fStatistic == .infinity)
    #expect(try copy(analysis) == analysis)
  }

  @Test("with a figure that is none are refused")
  func wrongFigure() {
    let text = #"{"method":"t","statistic":"much","p":1,"isExact":true}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TestResult.self, from: Data(text.utf8))
    }
  }

  @Test("are exact by Student and not by Welch")
  func welch() throws {
    let (first, second) = ([1.0, 2, 4], [3.0, 5, 9])
    #expect(try !TTest.twoSample(first, second).isExact)
    #expect(try TTest.twoSample(first, second, equalVariances: true).isExact)
  }

  @Test("need a degree of freedom", arguments: [-1, 2, 3, Int.min, Int.max])
  func estimatedParameters(count: Int) throws {
    #expect(throws: StatisticsError.self) {
      try ChiSquareTest.goodnessOfFit([3, 4, 5], estimatedParameters: count)
    }
    #expect(
      try ChiSquareTest.goodnessOfFit([3, 4, 5], estimatedParameters: 1).degreesOfFreedom == 1
    )
  }
}
