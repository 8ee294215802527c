internal import BatteryNumbers

/// Student's tests of means.
///
/// Samples are doubles, integers, `Decimal` or `Fraction`. Sums are exact. The statistic, the degrees
/// of freedom and the estimate are each rounded once, from an exact ratio or the root of one: they have
/// the same bits for any order of the values. The probability is that of the rounded statistic, and the
/// ends of an interval are computed from rounded figures: it is right to 13 digits or so, and they are
/// to as many of the larger one's, so that an end near 0 has fewer.
public enum TTest {
  /// Tests whether a sample's mean is `mean`, or 0 where none is given.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or values that are all the same.
  public static func oneSample<Value: StatisticsNumber>(
    _ values: [Value],
    mean: Value? = nil,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    let moments = try Moments(values, "The sample", least: 2)
    return try oneSample("one-sample t", moments, exact(mean), alternative, confidence)
  }

  /// Tests whether two samples that belong together pair by pair differ by `difference`, or at all
  /// where none is given.
  ///
  /// - Throws: ``StatisticsError`` for samples of unlike counts, fewer than two pairs, or differences that
  ///   are all the same.
  public static func paired<Value: StatisticsNumber>(
    _ first: [Value],
    _ second: [Value],
    difference: Value? = nil,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    guard first.count == second.count else {
      throw StatisticsError(
        .shape,
        "\(first.count) and \(second.count) values make no pairs. Give as many."
      )
    }
    let a = try Moments.fractions(first, "The first sample")
    let b = try Moments.fractions(second, "The second sample")
    let moments = try Moments(zip(a, b).map { $0 - $1 }, "The sample of pairs", least: 2)
    return try oneSample("paired t", moments, exact(difference), alternative, confidence)
  }

  /// Tests whether two samples' means differ by `difference`, or at all where none is given.
  ///
  /// Each sample has a variance of its own unless `equalVariances` says that they share one (Student):
  /// Welch's test, whose probability is asymptotic.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or two constant samples.
  public static func twoSample<Value: StatisticsNumber>(
    _ first: [Value],
    _ second: [Value],
    difference: Value? = nil,
    equalVariances: Bool = false,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    let a = try Moments(first, "The first sample", least: 2)
    let b = try Moments(second, "The second sample", least: 2)
    let hypothesis = try exact(difference)
    try Moments.checkVaries(a.exactSquares + b.exactSquares, "Each sample")
    let (m, n) = (Fraction(a.count), Fraction(b.count))
    var test = Test(
      method: "two-sample t",
      estimate: a.exactMean - b.exactMean,
      hypothesis: hypothesis,
      errorSquare: (a.exactSquares + b.exactSquares) / (m + n - 2) * (1 / m + 1 / n),
      freedom: m + n - 2,
      probability: .computed
    )
    if !equalVariances {
      let (u, v) = (a.exactVariance / m, b.exactVariance / n)
      test.method = "Welch's t"
      test.errorSquare = u + v
      test.freedom = (u + v) * (u + v) / (u * u / (m - 1) + v * v / (n - 1))
      test.probability = .asymptotic
    }
    return try test.result(alternative, confidence)
  }

  private static func oneSample(
    _ method: String,
    _ moments: Moments,
    _ hypothesis: Fraction,
    _ alternative: Alternative,
    _ confidence: Double
  ) throws(StatisticsError) -> TestResult {
    try Moments.checkVaries(moments.exactSquares, "The sample")
    return try Test(
      method: method,
      estimate: moments.exactMean,
      hypothesis: hypothesis,
      errorSquare: moments.exactVariance / Fraction(moments.count),
      freedom: Fraction(moments.count - 1),
      probability: .computed
    ).result(alternative, confidence)
  }

  private static func exact<Value: StatisticsNumber>(
    _ hypothesis: Value?
  ) throws(StatisticsError) -> Fraction {
    guard let hypothesis else { return 0 }
    if let exact = hypothesis.exactFraction { return exact }
    throw StatisticsError(.notFinite, "A mean of \(hypothesis) cannot be tested. Give a number.")
  }
}

/// What a test of means is made of, without any rounding.
private struct Test {
  var method: String
  var estimate: Fraction
  var hypothesis: Fraction
  /// The square of the estimate's standard error.
  var errorSquare: Fraction
  var freedom: Fraction
  var probability: ProbabilityKind

  func result(
    _ alternative: Alternative,
    _ confidence: Double
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
      probability: probability
    )
  }
}
