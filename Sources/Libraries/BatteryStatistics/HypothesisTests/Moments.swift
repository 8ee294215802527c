internal import BatteryNumbers

/// A sample's count, mean and squares about it, without any rounding.
struct Moments {
  let count: Int
  let exactMean: Fraction
  let exactSquares: Fraction

  /// - Precondition: There is a value, and all are finite.
  init(_ values: [Double]) {
    let moments = ExactMoments(values)
    let sum = moments.exactSum ?? 0
    count = moments.count
    exactMean = sum / Fraction(count)
    exactSquares = (moments.exactSumOfSquares ?? 0) - sum * exactMean
  }

  /// - Throws: ``StatisticsError`` when there are fewer values than `least`.
  init(_ values: [Fraction], _ name: String, least: Int) throws(StatisticsError) {
    try Self.check(values.count, name, least)
    count = values.count
    let sum = values.sum()
    exactMean = sum / Fraction(count)
    exactSquares = values.map { $0 * $0 }.sum() - sum * exactMean
  }

  var exactVariance: Fraction { exactSquares / Fraction(count - 1) }
  var mean: Double { Double(exactMean) }
  var squares: Double { Double(exactSquares) }
  var variance: Double { Double(exactVariance) }

  static func check(_ values: [Double], _ name: String, least: Int) throws(StatisticsError) {
    try StatisticsError.check(finite: values, name)
    try check(values.count, name, least)
  }

  private static func check(_ count: Int, _ name: String, _ least: Int) throws(StatisticsError) {
    guard count >= least else {
      throw StatisticsError(
        .tooFewValues,
        "\(name) has \(count) values. The test takes \(least) or more."
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
        .invalidArgument,
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
