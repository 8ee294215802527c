public import BatteryNumbers

extension TTest {
  /// Tests whether the mean of exact numbers is `mean`, with exact sums.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or values that are all the same.
  public static func oneSample(
    exact values: [Fraction],
    mean: Fraction = 0,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    let moments = try Moments(values, "The sample", least: 2)
    return try oneSample(moments, mean, alternative, confidence)
  }

  /// Tests whether two samples of exact numbers that belong together pair by pair differ by
  /// `difference`.
  ///
  /// - Throws: ``StatisticsError`` for samples of unlike counts, fewer than two pairs, or differences
  ///   that are all the same.
  public static func paired(
    exact first: [Fraction],
    _ second: [Fraction],
    difference: Fraction = 0,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    guard first.count == second.count else {
      throw StatisticsError(
        .shape,
        "\(first.count) and \(second.count) values make no pairs. Give as many."
      )
    }
    var result = try oneSample(
      exact: zip(first, second).map { $0 - $1 },
      mean: difference,
      alternative: alternative,
      confidence: confidence
    )
    result.method = "paired t"
    return result
  }

  /// Tests whether the means of two samples of exact numbers differ by `difference`.
  ///
  /// Each sample has a variance of its own (Welch) unless `equalVariances` says that they share one
  /// (Student).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or two constant samples.
  public static func twoSample(
    exact first: [Fraction],
    _ second: [Fraction],
    difference: Fraction = 0,
    equalVariances: Bool = false,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    let a = try Moments(first, "The first sample", least: 2)
    let b = try Moments(second, "The second sample", least: 2)
    return try twoSample(a, b, difference, equalVariances, alternative, confidence)
  }
}
