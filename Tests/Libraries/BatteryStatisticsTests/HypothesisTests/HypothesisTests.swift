import BatteryNumbers
import BatteryStatistics
import Foundation
import Testing

@Suite("Tests of hypotheses") struct HypothesisTests {
  static func run(_ row: [String]) throws -> (statistic: Double, p: Double) {
    let samples = try row[2].split(separator: ";").map { try Oracle.numbers(String($0)) }
    let side = Alternative(rawValue: row[1]) ?? .twoSided
    if row[0] == "anova" {
      let analysis = try AnalysisOfVariance(samples)
      return (analysis.fStatistic, analysis.p)
    }
    let result =
      switch row[0] {
      case "t1": try TTest.oneSample(samples[0], mean: 0.5, alternative: side)
      case "t2":
        try TTest.twoSample(samples[0], samples[1], equalVariances: true, alternative: side)
      case "welch": try TTest.twoSample(samples[0], samples[1], alternative: side)
      case "paired": try TTest.paired(samples[0], samples[1], alternative: side)
      case "mannwhitney": try RankTest.mannWhitney(samples[0], samples[1], alternative: side)
      case "wilcoxon": try RankTest.wilcoxon(samples[0], alternative: side)
      case "ks1": try KolmogorovSmirnovTest.oneSample(samples[0], NormalDistribution())
      case "ks2": try KolmogorovSmirnovTest.twoSample(samples[0], samples[1])
      case "shapiro": try NormalityTest.shapiroWilk(samples[0])
      case "anderson": try NormalityTest.andersonDarling(samples[0])
      case "dagostino": try NormalityTest.dAgostino(samples[0])
      case "jarquebera": try NormalityTest.jarqueBera(samples[0])
      case "independence": try ChiSquareTest.independence(samples)
      default: try ChiSquareTest.goodnessOfFit(samples[0], expected: samples[1])
      }
    return (result.statistic, result.p)
  }

  @Test(
    "agree with SciPy's and statsmodels'",
    .timeLimit(.minutes(5)),
    arguments: [
      ("t1", 12), ("t2", 12), ("welch", 12), ("paired", 12), ("anova", 4), ("mannwhitney", 24),
      ("wilcoxon", 24), ("ks1", 4), ("ks2", 4), ("shapiro", 33), ("anderson", 21),
      ("dagostino", 21), ("jarquebera", 21), ("independence", 5), ("fit", 3),
    ]
  )
  func oracle(name: String, count: Int) throws {
    let rows = try Oracle.rows("tests.tsv").filter { $0[0] == name }
    #expect(rows.count == count)
    // Shapiro's weights come from another inverse of the normal distribution there.
    let limit = name == "shapiro" ? 1e-6 : 1e-9
    for row in rows {
      let found = try Self.run(row)
      let statistic = relativeError(found.statistic, try Oracle.number(row[3]))
      let right = try Oracle.number(row[4])
      // SciPy takes one minus a probability here and there: below 1e-12 it has no digits.
      let p = right > 1e-12 ? relativeError(found.p, right) : (found.p - right).magnitude
      #expect(statistic < (name == "shapiro" ? 1e-8 : 1e-11), "\(row): \(found)")
      #expect(p < limit, "\(row): \(found)")
    }
  }

  @Test("give a confidence interval that belongs to the test")
  func interval() throws {
    let values = [4.1, 5.2, 6.3, 4.4, 5.9]
    let result = try TTest.oneSample(values)
    let (low, high) = (try #require(result.low), try #require(result.high))
    #expect((try TTest.oneSample(values, mean: low).p - 0.05).magnitude < 1e-12)
    #expect((try TTest.oneSample(values, mean: high).p - 0.05).magnitude < 1e-12)
    let less = try TTest.oneSample(values, alternative: .less)
    #expect(less.low == -.infinity)
    let end = try #require(less.high)
    #expect((try TTest.oneSample(values, mean: end, alternative: .less).p - 0.05).magnitude < 1e-12)
  }

  @Test(
    "have Kolmogorov's own distribution for up to 1,000 values",
    // Computed with 80 digits.
    arguments: [
      (141, 0.1, 0.11128449666352545), (200, 0.0625, 0.39903218820321684),
      (200, 0.125, 0.0034984780430270548), (500, 0.03125, 0.7011224601811136),
      (1_000, 0.046875, 0.023901253784635337),
    ]
  )
  func kolmogorov(count: Int, distance: Double, p: Double) throws {
    // Evenly spread, and moved so far that the largest distance is known.
    let values = (1...count).map { Double($0) / Double(count) - distance }.map { max($0, 0) }
    let result = try KolmogorovSmirnovTest.oneSample(values, BetaDistribution(1, 1))
    #expect((result.statistic - distance).magnitude < 1e-14)
    #expect(result.probability == .computed)
    #expect((result.p - p).magnitude < 1e-11 * p)
  }

  @Test("have Kolmogorov's limit for many values")
  func manyValues() throws {
    // Evenly spread, and moved by a fiftieth: the distance is known.
    let values = (0..<2_000).map { (Double($0) + 0.5) / 2_000 }
    let uniform = BetaDistribution(1, 1)
    #expect(try KolmogorovSmirnovTest.oneSample(values, uniform).p > 0.999_999)
    let moved = values.map { $0 * 0.98 + 0.02 }
    let result = try KolmogorovSmirnovTest.oneSample(moved, uniform)
    #expect(result.probability == .asymptotic)
    // scipy.special.kolmogorov(0.020245 * sqrt(2000))
    #expect((result.p - 0.38534002536892814).magnitude < 1e-12)
  }

  @Test("refuse what they cannot tell")
  func refusals() {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    #expect(code { _ = try TTest.oneSample([1]) } == .tooFewValues)
    #expect(code { _ = try TTest.oneSample([2, 2, 2]) } == .constant)
    #expect(code { _ = try TTest.paired([1, 2], [1]) } == .shape)
    #expect(code { _ = try TTest.twoSample([1, Double.nan], [1, 2]) } == .notFinite)
    #expect(code { _ = try NormalityTest.shapiroWilk([1, 2]) } == .tooFewValues)
    let many = (0...5_000).map(Double.init)
    #expect(code { _ = try NormalityTest.shapiroWilk(many) } == .invalidArgument)
    #expect(code { _ = try AnalysisOfVariance([[1, 2]]) } == .tooFewValues)
    #expect(code { _ = try AnalysisOfVariance([[1], [2]]) } == .tooFewValues)
    #expect(code { _ = try AnalysisOfVariance([[1, 1], [1]]) } == .constant)
    #expect(code { _ = try RankTest.wilcoxon([0, 0]) } == .constant)
    #expect(code { _ = try RankTest.mannWhitney([1, 1], [1, 1]) } == .constant)
    #expect(code { _ = try ChiSquareTest.independence([[1, 0], [2, 0]]) } == .constant)
    #expect(code { _ = try ChiSquareTest.goodnessOfFit([-1, 2]) } == .invalidData)
  }

  static var analyses: [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: StrdTests.folder.appending(path: "anova").path
    )
    return (files ?? []).filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }

  @Test(
    "analyse NIST's variances to all certified digits",
    .enabled(if: !analyses.isEmpty, "skipped: there is no folder ../shared/conformance/strd"),
    .timeLimit(.minutes(5)),
    arguments: analyses
  )
  func anova(set: String) throws {
    let path = StrdTests.folder.appending(path: "anova/\(set).csv")
    var groups: [String: [Fraction]] = [:]
    for line in try String(contentsOf: path, encoding: .utf8).split(whereSeparator: \.isNewline)
      .dropFirst()
    {
      let fields = line.split(separator: ",")
      groups[String(fields[0]), default: []].append(try Fraction(parsing: fields[1]))
    }
    let analysis = try AnalysisOfVariance(Array(groups.values))
    let certified = try StrdTests.certified("anova", set)
    #expect(certified.count == 9)
    var least = 15.0
    for (quantity, right) in certified {
      let between = Double(analysis.betweenDegreesOfFreedom)
      let within = Double(analysis.withinDegreesOfFreedom)
      let value: Double? =
        switch quantity {
        case "df_b": between
        case "df_w": within
        case "ss_b": analysis.betweenSquares
        case "ss_w": analysis.withinSquares
        case "ms_b": analysis.betweenMeanSquare
        case "ms_w": analysis.withinMeanSquare
        case "F": analysis.fStatistic
        case "r2": analysis.rSquared
        case "resid_sd": analysis.residualStandardDeviation
        default: nil
        }
      least = min(least, digits(try #require(value, "\(quantity)"), right))
    }
    #expect(least >= 14.3)
  }
}

@Suite("Correlation test") struct CorrelationTestTests {
  @Test("counts all orders of Spearman's squares up to 12")
  func spearman() throws {
    // Of all 3,628,800 orders 27,088 have a sum of squares of at most 40.
    let x = (0..<10).map(Double.init)
    func p(_ y: [Double]) throws -> TestResult {
      try CorrelationTest.spearman(x, y, alternative: .greater)
    }
    let near = try p([4, 0, 1, 2, 3, 9, 5, 6, 7, 8])
    #expect(near.statistic == 40)
    #expect(near.p == 27_088.0 / 3_628_800)
    #expect(near.probability == .exact)
    let whole = try CorrelationTest.spearman(Array(x.prefix(3)), [2, 1, 0], alternative: .less)
    #expect(whole.p == 1.0 / 6)
    let twelve = (0..<12).map(Double.init)
    let last = try CorrelationTest.spearman(twelve, twelve.reversed(), alternative: .less)
    #expect(last.p == 1.0 / 479_001_600)
  }

  @Test("keeps the digits of a coefficient near 1")
  func nearOne() throws {
    let x = (0..<20).map(Double.init)
    let y = x.map { $0 == 7 ? $0 + 1e-9 : $0 }
    let result = try CorrelationTest.pearson(x, y)
    // From exact fractions of the doubles, by Python's decimal with 60 digits.
    #expect(relativeError(result.statistic, 112809118313.14374) < 1e-15)
  }

  @Test("refuses what goes with nothing")
  func refusals() {
    let x = [1.0, 2, 3, 4]
    #expect(throws: StatisticsError.self) { try CorrelationTest.pearson(x, [1, 2, 3]) }
    #expect(throws: StatisticsError.self) { try CorrelationTest.pearson(x, [1, 1, 1, 1]) }
    #expect(throws: StatisticsError.self) { try CorrelationTest.pearson([1, 2], [1, 2]) }
    #expect(throws: StatisticsError.self) { try CorrelationTest.spearman(x, [2, 2, 2, 2]) }
    #expect(throws: StatisticsError.self) { try CorrelationTest.kendall(x, [2, 2, 2, 2]) }
    #expect(throws: StatisticsError.self) { try CorrelationTest.kendall(x, [1, .nan, 2, 2]) }
  }
}

@Suite("Student's tests of exact numbers") struct ExactTTestTests {
  @Test("take the text of a number for what it is")
  func exact() throws {
    let values: [Fraction] = ["10000000.2", "10000000.1", "10000000.3"]
    let result = try TTest.oneSample(values, mean: "10000000.1")
    // (0.1 / (0.1 / √3)) = √3, which the doubles of those texts miss in the ninth digit.
    #expect(result.statistic == 3.0.squareRoot())
    #expect(result.estimate == 10_000_000.2)
    let doubles = try TTest.oneSample(values.map { Double($0) }, mean: 10_000_000.1)
    #expect(relativeError(doubles.statistic, 3.0.squareRoot()) > 1e-11)
    let pairs = try TTest.paired(values, ["10000000", "10000000", "10000000"])
    #expect(pairs.estimate == 0.2)
    let two = try TTest.twoSample(values, ["1", "2", "3.5"], equalVariances: true)
    #expect(two.degreesOfFreedom == 4)
  }
}
