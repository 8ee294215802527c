/// How far predictions of numbers are from what came.
public struct RegressionMetrics: Sendable, Hashable {
  /// How many predictions there are.
  public let count: Int
  /// The mean of the squared errors.
  public let mse: Double
  /// The mean of the absolute errors.
  public let mae: Double
  /// The largest absolute error.
  public let maximumError: Double
  /// The part of the sum of squares about the mean that the predictions explain; below 0 where the
  /// mean would do better, NaN where all outcomes are the same.
  public let rSquared: Double

  /// The root of the mean squared error.
  public var rmse: Double { mse.squareRoot() }

  /// Compares predictions with outcomes.
  ///
  /// - Parameters:
  ///   - actual: What came.
  ///   - predicted: What was predicted.
  ///   - weights: What each row counts in the means, 0 or more; all alike unless given.
  /// - Throws: ``StatisticsError`` for no values, not as many of all, one that is not finite, a
  ///   weight below 0 or none above it.
  public init(
    actual: [Double],
    predicted: [Double],
    weights: [Double]? = nil
  ) throws(StatisticsError) {
    guard actual.count == predicted.count else {
      throw .unequal("comparison", actual.count, predicted.count)
    }
    guard !actual.isEmpty else { throw .tooFew("comparison", 0, needs: 1) }
    try StatisticsError.check(finite: actual, "The outcome")
    try StatisticsError.check(finite: predicted, "The prediction")
    count = actual.count
    let errors = zip(actual, predicted).map { $0 - $1 }
    maximumError = errors.reduce(0) { max($0, $1.magnitude) }
    if let weights {
      if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw StatisticsError(
          .invalidArgument,
          "Weight \(row + 1) is \(weights[row]). Give none below 0, and finite ones.",
          row: row
        )
      }
      mse = try Statistics.fmean(errors.map { $0 * $0 }, weights: weights)
      mae = try Statistics.fmean(errors.map(\.magnitude), weights: weights)
      let mean = try Statistics.fmean(actual, weights: weights)
      let spread = try Statistics.fmean(
        actual.map { ($0 - mean) * ($0 - mean) },
        weights: weights
      )
      rSquared = spread == 0 ? .nan : 1 - mse / spread
      return
    }
    let squares = ExactMoments(errors).sumOfSquares
    mse = squares / Double(count)
    mae = try Statistics.fmean(errors.map(\.magnitude))
    let total = try ExactMoments(actual).variance(population: true) * Double(count)
    rSquared = total == 0 ? .nan : 1 - squares / total
  }
}
