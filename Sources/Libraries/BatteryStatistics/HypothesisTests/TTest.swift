/// Student's tests of means.
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
    let moments = Moments(values)
    try Moments.checkVaries(moments.squares, "The sample")
    return try result(
      "one-sample t",
      estimate: moments.mean,
      distance: moments.mean - mean,
      error: (moments.variance / moments.count).squareRoot(),
      moments.count - 1,
      alternative,
      confidence
    )
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
    var result = try oneSample(
      zip(first, second).map { $0 - $1 },
      mean: difference,
      alternative: alternative,
      confidence: confidence
    )
    result.method = "paired t"
    return result
  }

  /// Tests whether two samples' means differ by `difference`.
  ///
  /// Each sample has a variance of its own (Welch) unless `equalVariances` says that they share one
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
    try Moments.checkVaries(a.squares + b.squares, "Each sample")
    if equalVariances {
      let freedom = a.count + b.count - 2
      let variance = (a.squares + b.squares) / freedom
      return try result(
        "two-sample t",
        estimate: a.mean - b.mean,
        distance: a.mean - b.mean - difference,
        error: (variance * (1 / a.count + 1 / b.count)).squareRoot(),
        freedom,
        alternative,
        confidence
      )
    }
    let (u, v) = (a.variance / a.count, b.variance / b.count)
    let freedom = (u + v) * (u + v) / (u * u / (a.count - 1) + v * v / (b.count - 1))
    return try result(
      "Welch's t",
      estimate: a.mean - b.mean,
      distance: a.mean - b.mean - difference,
      error: (u + v).squareRoot(),
      freedom,
      alternative,
      confidence
    )
  }

  static func result(
    _ method: String,
    estimate: Double,
    distance: Double,
    error: Double,
    _ freedom: Double,
    _ alternative: Alternative,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError(.invalidArgument, "Give a confidence between 0 and 1, as 0.95.")
    }
    let distribution = try StudentDistribution(degreesOfFreedom: freedom)
    let t = distance / error
    let p =
      switch alternative {
      case .twoSided: distribution.twoSided(t)
      case .less: distribution.cdf(t)
      case .greater: distribution.sf(t)
      }
    let outside = alternative == .twoSided ? (1 - confidence) / 2 : 1 - confidence
    let reach = distribution.isf(outside) * error
    return TestResult(
      method: method,
      statistic: t,
      p: p,
      degreesOfFreedom: freedom,
      estimate: estimate,
      low: alternative == .less ? -.infinity : estimate - reach,
      high: alternative == .greater ? .infinity : estimate + reach,
      isExact: true
    )
  }
}
