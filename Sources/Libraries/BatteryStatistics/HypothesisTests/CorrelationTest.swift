internal import Foundation

/// Tests whether two quantities go together, pair by pair.
public enum CorrelationTest {
  /// Pearson's test of a correlation along a line, for pairs from a normal distribution.
  ///
  /// The estimate is the coefficient. Its interval, by Fisher's transformation of the rounded
  /// coefficient, is there from four pairs on.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than three pairs, or a list whose
  ///   values are all the same.
  public static func pearson(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 3)
    try Moments.check(confidence: confidence)
    let pairs = try ExactComoments(x, y)
    let coefficient = try pairs.correlation()
    let freedom = x.count - 2
    let t = pairs.tStatistic(degreesOfFreedom: freedom)
    let distribution = try StudentDistribution(degreesOfFreedom: Double(freedom))
    var result = TestResult(
      method: "Pearson correlation",
      statistic: t,
      p: alternative.p(t, distribution.twoSided, distribution),
      degreesOfFreedom: Double(freedom),
      estimate: coefficient,
      probability: .computed
    )
    guard x.count > 3 else { return result }
    let outside = alternative == .twoSided ? (1 - confidence) / 2 : 1 - confidence
    let (middle, reach) = (
      atanh(coefficient), NormalDistribution().isf(outside) / Double(x.count - 3).squareRoot()
    )
    result.low = alternative == .less ? -1 : tanh(middle - reach)
    result.high = alternative == .greater ? 1 : tanh(middle + reach)
    return result
  }

  /// Spearman's test of a correlation of ranks.
  ///
  /// The statistic is the sum of the squares of the ranks' differences, the estimate the coefficient.
  /// The probability counts all orders for up to 12 pairs without ties, else it is that of Student's
  /// distribution.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than three pairs, or a list whose
  ///   values are all the same.
  public static func spearman(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 3)
    var test = RankCorrelation(count: x.count)
    return try test.spearman(RankedList(x), RankedList(y), alternative: alternative)
  }

  /// Kendall's test of concordant and discordant pairs of pairs.
  ///
  /// The estimate is τ-b. The statistic is the number of concordant pairs, and the probability counts
  /// all orders, below 50 pairs without ties; else the statistic is normal.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than two pairs, or a list whose
  ///   values are all the same.
  /// - Complexity: O(*n* log *n*).
  public static func kendall(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 2)
    var test = RankCorrelation(count: x.count)
    return try test.kendall(RankedList(x), RankedList(y), alternative: alternative)
  }

  private static func check(
    _ x: [Double],
    _ y: [Double],
    least: Int
  ) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal("correlation", x.count, y.count) }
    try Moments.check(x, "The first list", least: least)
    try Moments.check(y, "The second list", least: least)
  }
}
