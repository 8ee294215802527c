import BatteryNumbers
import BatteryStatistics
import Testing

@Suite("Figures of tests", .timeLimit(.minutes(5))) struct RoundedOnceTests {
  private static func figures(
    _ name: String,
    _ samples: [[Fraction]]
  ) throws -> [String: Double?] {
    switch name {
    case "one":
      let result = try TTest.oneSample(samples[0])
      return ["t": result.statistic, "mean": result.estimate]
    case "two":
      let welch = try TTest.twoSample(samples[0], samples[1])
      let student = try TTest.twoSample(samples[0], samples[1], equalVariances: true)
      return [
        "student": student.statistic, "welch": welch.statistic,
        "freedom": welch.degreesOfFreedom, "difference": welch.estimate,
      ]
    case "variance":
      let analysis = try AnalysisOfVariance(samples)
      return [
        "f": analysis.fStatistic, "between": analysis.betweenMeanSquare,
        "within": analysis.withinMeanSquare, "deviation": analysis.residualStandardDeviation,
        "share": analysis.rSquared,
      ]
    case "independence":
      let plain = try ChiSquareTest.independence(samples, correction: false).statistic
      let corrected = try ChiSquareTest.independence(samples).statistic
      let isSmall = samples.count == 2 && samples[0].count == 2
      // Without a correction for larger tables.
      return ["plain": plain, "corrected": isSmall ? corrected : nil]
    case "fit":
      return [
        "statistic": try ChiSquareTest.goodnessOfFit(samples[0], expected: samples[1]).statistic
      ]
    default:
      let (x, y) = (samples[0].map { Double($0) }, samples[1].map { Double($0) })
      return [
        // The doubles of these texts are other numbers than the texts.
        "t": isWhole(samples) ? try CorrelationTest.pearson(x, y).statistic : nil,
        "tau": try CorrelationTest.kendall(x, y).estimate,
      ]
    }
  }

  private static func isWhole(_ samples: [[Fraction]]) -> Bool {
    samples.joined().allSatisfy { $0.denominator == 1 }
  }

  @Test(
    "are exact ratios, or roots of them, rounded once",
    arguments: ["one", "two", "variance", "independence", "fit", "pairs"]
  )
  func rounded(name: String) throws {
    var compared = 0
    for row in try Oracle.rows("rounded.tsv") where row[0] == name {
      let samples = try row[1].split(separator: ";").map { sample in
        try sample.split(separator: ",").map { try Fraction(parsing: $0) }
      }
      let found = try Self.figures(name, samples)
      for figure in row[2].split(separator: ";") {
        let parts = figure.split(separator: "=").map(String.init)
        guard let value = try #require(found[parts[0]], "\(parts[0])") else { continue }
        #expect(value == Double(parts[1]), "\(row[1]): \(parts[0])")
        compared += 1
      }
    }
    #expect(compared >= 12)
  }

  @Test("are the same for integers, decimals and fractions of the same value")
  func kinds() throws {
    let (first, second) = ([1, 2, 4, 9], [3, 5, 9, 11])
    let right = try TTest.twoSample(first.map(Double.init), second.map(Double.init))
    #expect(try TTest.twoSample(first, second) == right)
    #expect(
      try TTest.twoSample(first.map { Decimal($0) }, second.map { Decimal($0) }) == right
    )
    #expect(
      try TTest.twoSample(first.map { Fraction($0) }, second.map { Fraction($0) }) == right
    )
    #expect(try AnalysisOfVariance([first, second]).p.isFinite)
    #expect(throws: StatisticsError.self) { try TTest.oneSample([Decimal.nan, 1, 2]) }
    #expect(throws: StatisticsError.self) { try TTest.oneSample([1.0, 2], mean: .infinity) }
  }
}
