internal import BatteryNumbers

/// Student's tests of means.
///
/// Statistics, errors and degrees of freedom come from exact sums and are rounded once: they have the
/// same bits for any order of the values.
public enum TTest {
  /// Tests whether a sample's mean is `mean`.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or values that are all the same.
  public static func oneSample(
    _ values: [Double],
    mean: Double = 0,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(values, "The sample", least: 2)
    return try oneSample(Moments(values), try exact(mean), alternative, confidence)
  }

  /// Tests whether two samples that belong together pair by pair differ by `difference`.
  ///
  /// - Throws: ``StatisticsError`` for samples of unlike counts, fewer than two pairs, or differences that
  ///   are all the same.
  public static func paired(
    _ first: [Double],
    _ second: [Double],
    difference: Double = 0,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    guard first.count == second.count else {
      throw StatisticsError(
        .shape,
        "\(first.count) and \(second.count) values make no pairs. Give as many."
      )
    }
    try StatisticsError.check(finite: first, "The first sample")
    try StatisticsError.check(finite: second, "The second sample")
    var result = try oneSample(
      exact: zip(first, second).map { (Fraction(exactly: $0) ?? 0) - (Fraction(exactly: $1) ?? 0) },
      mean: try exact(difference),
      alternative: alternative,
      confidence: confidence
    )
    result.method = "paired t"
    return result
  }

  /// Tests whether two samples' means differ by `difference`.
  ///
  /// Each sample has a variance of its own (Welch; its probability is an approximation) unless `equalVariances` says that they share one
  /// (Student).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or two constant samples.
  public static func twoSample(
    _ first: [Double],
    _ second: [Double],
    difference: Double = 0,
    equalVariances: Bool = false,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(first, "The first sample", least: 2)
    try Moments.check(second, "The second sample", least: 2)
    let (a, b) = (Moments(first), Moments(second))
    let hypothesis = try exact(difference)
    return try twoSample(a, b, hypothesis, equalVariances, alternative, confidence)
  }

  // MARK: - From exact sums

  static func exact(_ hypothesis: Double) throws(StatisticsError) -> Fraction {
    if let exact = Fraction(exactly: hypothesis) { return exact }
    throw StatisticsError(.notFinite, "A mean of \(hypothesis) cannot be tested. Give a number.")
  }

  static func oneSample(
    _ moments: Moments,
    _ hypothesis: Fraction,
    _ alternative: Alternative,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    try Moments.checkVaries(moments.exactSquares, "The sample")
    return try result(
      "one-sample t",
      moments.exactMean,
      hypothesis: hypothesis,
      errorSquare: moments.exactVariance / Fraction(moments.count),
      freedom: Fraction(moments.count - 1),
      alternative,
      confidence
    )
  }

  static func twoSample(
    _ a: Moments,
    _ b: Moments,
    _ hypothesis: Fraction,
    _ equalVariances: Bool,
    _ alternative: Alternative,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    try Moments.checkVaries(a.exactSquares + b.exactSquares, "Each sample")
    let (m, n) = (Fraction(a.count), Fraction(b.count))
    if equalVariances {
      let freedom = m + n - 2
      let variance = (a.exactSquares + b.exactSquares) / freedom
      return try result(
        "two-sample t",
        a.exactMean - b.exactMean,
        hypothesis: hypothesis,
        errorSquare: variance / m + variance / n,
        freedom: freedom,
        alternative,
        confidence
      )
    }
    let (u, v) = (a.exactVariance / m, b.exactVariance / n)
    return try result(
      "Welch's t",
      a.exactMean - b.exactMean,
      hypothesis: hypothesis,
      errorSquare: u + v,
      freedom: (u + v) * (u + v) / (u * u / (m - 1) + v * v / (n - 1)),
      alternative,
      confidence,
      isExact: false
    )
  }

  private static func result(
    _ method: String,
    _ estimate: Fraction,
    hypothesis: Fraction,
    errorSquare: Fraction,
    freedom: Fraction,
    _ alternative: Alternative,
    _ confidence: Double,
    isExact: Bool = true
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(confidence: confidence)
    let freedom = Double(freedom)
    let distribution = try StudentDistribution(degreesOfFreedom: freedom)
    let distance = estimate - hypothesis
    let root = ExactRatio(distance * distance / errorSquare).squareRoot
    let t = distance < 0 ? -root : root
    let p =
      switch alternative {
      case .twoSided: distribution.twoSided(t)
      case .less: distribution.cdf(t)
      case .greater: distribution.sf(t)
      }
    let outside = alternative == .twoSided ? (1 - confidence) / 2 : 1 - confidence
    let reach = distribution.isf(outside) * ExactRatio(errorSquare).squareRoot
    let middle = Double(estimate)
    return TestResult(
      method: method,
      statistic: t,
      p: p,
      degreesOfFreedom: freedom,
      estimate: middle,
      low: alternative == .less ? -.infinity : middle - reach,
      high: alternative == .greater ? .infinity : middle + reach,
      isExact: isExact
    )
  }
}
