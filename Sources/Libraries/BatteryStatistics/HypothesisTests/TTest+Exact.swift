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
    let moments = try FractionMoments(values, "The sample")
    guard !moments.squares.isZero else {
      throw StatisticsError(.constant, "The sample is constant: there is nothing to measure by.")
    }
    return try result(
      "one-sample t",
      moments.mean,
      hypothesis: mean,
      squaredError: moments.variance / moments.count,
      Double(values.count - 1),
      alternative,
      confidence
    )
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
    let a = try FractionMoments(first, "The first sample")
    let b = try FractionMoments(second, "The second sample")
    guard !(a.squares + b.squares).isZero else {
      throw StatisticsError(.constant, "Each sample is constant: there is nothing to measure by.")
    }
    let squaredError: Fraction
    let freedom: Double
    if equalVariances {
      let left = first.count + second.count - 2
      squaredError = (a.squares + b.squares) / Fraction(left) * (1 / a.count + 1 / b.count)
      freedom = Double(left)
    } else {
      let (u, v) = (a.variance / a.count, b.variance / b.count)
      squaredError = u + v
      freedom = Double((u + v) * (u + v) / (u * u / (a.count - 1) + v * v / (b.count - 1)))
    }
    return try result(
      equalVariances ? "two-sample t" : "Welch's t",
      a.mean - b.mean,
      hypothesis: difference,
      squaredError: squaredError,
      freedom,
      alternative,
      confidence
    )
  }

  /// The distance is taken before anything is rounded: no digit is lost however near it is.
  private static func result(
    _ method: String,
    _ estimate: Fraction,
    hypothesis: Fraction,
    squaredError: Fraction,
    _ freedom: Double,
    _ alternative: Alternative,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    try result(
      method,
      estimate: Double(estimate),
      distance: Double(estimate - hypothesis),
      error: Double(squaredError).squareRoot(),
      freedom,
      alternative,
      confidence
    )
  }
}

/// A sample's count, mean and squares about it, without any rounding.
private struct FractionMoments {
  var count: Fraction
  var mean: Fraction
  var squares: Fraction

  var variance: Fraction { squares / (count - 1) }

  init(_ values: [Fraction], _ name: String) throws(StatisticsError) {
    guard values.count > 1 else {
      throw StatisticsError(
        .tooFewValues,
        "\(name) has \(values.count) values. The test takes 2 or more."
      )
    }
    count = Fraction(values.count)
    let sum = values.sum()
    mean = sum / count
    squares = values.map { $0 * $0 }.sum() - sum * mean
  }
}
