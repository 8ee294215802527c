internal import BatteryNumbers

/// A sample's count, mean and squares about it, without any rounding.
struct Moments {
  let count: Int
  let exactMean: Fraction
  let exactSquares: Fraction

  /// - Precondition: There is a value, and all are finite.
  init(_ values: [Double]) {
    let moments = ExactMoments(values)
    self.init(moments.count, moments.exactSum ?? 0, moments.exactSumOfSquares ?? 0)
  }

  /// - Throws: ``StatisticsError`` for fewer values than `least`, or one that is not finite.
  init<Value: StatisticsNumber>(
    _ values: [Value],
    _ name: String,
    least: Int
  ) throws(StatisticsError) {
    if let doubles = values as? [Double] {
      try Self.check(doubles, name, least: least)
      self.init(doubles)
    } else {
      let fractions = try Self.fractions(values, name, least: least)
      self.init(fractions.count, fractions.sum(), fractions.map { $0 * $0 }.sum())
    }
  }

  private init(_ count: Int, _ sum: Fraction, _ squares: Fraction) {
    self.count = count
    exactMean = sum / Fraction(count)
    exactSquares = squares - sum * exactMean
  }

  var exactVariance: Fraction { exactSquares / Fraction(count - 1) }
  var mean: Double { Double(exactMean) }
  var squares: Double { Double(exactSquares) }
  var variance: Double { Double(exactVariance) }
  /// The standard deviation of the sample, rounded once.
  var deviation: Double { ExactRatio(exactVariance).squareRoot }

  static func check(_ values: [Double], _ name: String, least: Int) throws(StatisticsError) {
    try StatisticsError.check(finite: values, name)
    try check(values.count, name, least)
  }

  /// The values without any rounding.
  ///
  /// - Throws: ``StatisticsError`` for fewer values than `least`, or one that is not finite.
  static func fractions<Value: StatisticsNumber>(
    _ values: [Value],
    _ name: String,
    least: Int = 0
  ) throws(StatisticsError) -> [Fraction] {
    let fractions = values.compactMap(\.exactFraction)
    if fractions.count < values.count {
      try StatisticsError.check(finite: values.map(\.nearestDouble), name)
      throw StatisticsError(
        .invalidData,
        "\(name): a value is too long to be computed with exactly. Scale the values."
      )
    }
    try check(fractions.count, name, least)
    return fractions
  }

  private static func check(_ count: Int, _ name: String, _ least: Int) throws(StatisticsError) {
    guard count >= least else {
      throw StatisticsError(
        .tooFewValues,
        "\(name) has \(count) \(count == 1 ? "value" : "values"). The test takes \(least) or more."
      )
    }
  }

  static func checkVaries(_ squares: Fraction, _ name: String) throws(StatisticsError) {
    guard !squares.isZero else {
      throw StatisticsError(.constant, "\(name) is constant: there is nothing to measure by.")
    }
  }

  /// For what is computed in doubles: squares of numbers beyond 1e±150 are none.
  func checkRange(_ name: String) throws(StatisticsError) {
    guard (squares * squares).isNormal else {
      throw StatisticsError(
        .invalidData,
        "The squares of \(name.lowercased()) are too large or too small for doubles. Scale the values."
      )
    }
  }

  static func check(confidence: Double) throws(StatisticsError) {
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError(.invalidArgument, "Give a confidence between 0 and 1, as 0.95.")
    }
  }
}
