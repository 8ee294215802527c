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
  /// - Throws: ``StatisticsError`` for no values, not as many of both, or one that is not finite.
  public init(actual: [Double], predicted: [Double]) throws(StatisticsError) {
    guard actual.count == predicted.count else {
      throw .unequal("comparison", actual.count, predicted.count)
    }
    guard !actual.isEmpty else { throw .tooFew("comparison", 0, needs: 1) }
    try StatisticsError.check(finite: actual, "The outcome")
    try StatisticsError.check(finite: predicted, "The prediction")
    count = actual.count
    let errors = zip(actual, predicted).map { $0 - $1 }
    let squares = ExactMoments(errors).sumOfSquares
    mse = squares / Double(count)
    mae = try Statistics.fmean(errors.map(\.magnitude))
    maximumError = errors.reduce(0) { max($0, $1.magnitude) }
    let total = try ExactMoments(actual).variance(population: true) * Double(count)
    rSquared = total == 0 ? .nan : 1 - squares / total
  }
}
