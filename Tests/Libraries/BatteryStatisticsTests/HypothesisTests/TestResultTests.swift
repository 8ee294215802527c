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
    let text = #"{"method":"t","statistic":"much","p":1,"probability":"exact"}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TestResult.self, from: Data(text.utf8))
    }
  }

  @Test("say where their probability comes from")
  func probabilities() throws {
    let (first, second) = ([1.0, 2, 4, 8, 5.5], [3.0, 5, 9, 7, 6])
    let (many, ties) = ((0..<200).map { Double($0 * 7 % 200) }, [1.0, 2, 2, 4, 5])
    let uniform = BetaDistribution(1, 1)
    let shares = many.map { $0 / 200 }
    let finer = (0...1000).map { Double($0) / 1001 }
    let found =
      [
        ("student", try TTest.twoSample(first, second, equalVariances: true), .computed),
        ("welch", try TTest.twoSample(first, second), .asymptotic),
        ("pearson", try CorrelationTest.pearson(first, second), .computed),
        ("spearman", try CorrelationTest.spearman(first, second), .exact),
        ("spearman of ties", try CorrelationTest.spearman(first, ties), .asymptotic),
        ("kendall", try CorrelationTest.kendall(first, second), .exact),
        ("kendall of many", try CorrelationTest.kendall(many, many.reversed()), .asymptotic),
        ("ranks", try RankTest.mannWhitney(first, second), .exact),
        ("ranks of ties", try RankTest.mannWhitney(first, ties), .asymptotic),
        ("signed ranks", try RankTest.wilcoxon(first), .exact),
        ("signed ranks of ties", try RankTest.wilcoxon(ties), .asymptotic),
        ("distance", try KolmogorovSmirnovTest.oneSample(shares, uniform), .computed),
        ("distance of many", try KolmogorovSmirnovTest.oneSample(finer, uniform), .asymptotic),
        ("two distances", try KolmogorovSmirnovTest.twoSample(first, second), .exact),
        ("counts", try ChiSquareTest.goodnessOfFit([3, 4, 5]), .asymptotic),
        ("shape of three", try NormalityTest.shapiroWilk([1, 2, 4]), .computed),
        ("shape", try NormalityTest.shapiroWilk(first), .asymptotic),
      ] as [(String, TestResult, ProbabilityKind)]
    for (name, result, kind) in found { #expect(result.probability == kind, "\(name)") }
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
