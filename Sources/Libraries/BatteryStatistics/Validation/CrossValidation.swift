internal import Foundation

/// What models say about rows that they were not fitted to.
///
/// The closure that fits a model sees the training rows of a fold alone, so that whatever it prepares,
/// scales, imputes or encodes is fitted to them too; what it returns is given the rows to test by.
///
/// ```swift
/// let folds = try Folds(rows: rows.count, count: 5, seed: 1)
/// let result = try CrossValidation(features: rows, outcomes: y, folds: folds) { rows, y in
///   let scaling = try Scaling(.standard, columns(of: rows))
///   let model = try fit(scaling.transform(rows), y)
///   return { rows in try model.predict(scaling.transform(rows)) }
/// }
/// let scores = try result.scores { try RegressionMetrics(actual: $0, predicted: $1).rmse }
/// ```
public struct CrossValidation<Outcome, Prediction> {
  /// The prediction for each row, by the model of the fold in which it was tested by.
  public let predictions: [Prediction]
  /// The outcome of each row.
  public let outcomes: [Outcome]
  /// The folds.
  public let folds: Folds

  /// Fits a model for each fold and lets it predict.
  ///
  /// - Parameters:
  ///   - features: What a model is told of each row.
  ///   - outcomes: What it has to predict of each row.
  ///   - folds: The folds.
  ///   - fit: Fits a model to training rows; returns how it predicts others.
  /// - Throws: ``StatisticsError`` when there are not as many features, outcomes and rows of the
  ///   folds, or when a model predicts more or fewer rows than it is given; what `fit` throws.
  public init<Features>(
    features: [Features],
    outcomes: [Outcome],
    folds: Folds,
    fit: (_ features: [Features], _ outcomes: [Outcome]) throws -> (
      (_ features: [Features]) throws -> [Prediction]
    )
  ) throws {
    guard features.count == outcomes.count else {
      throw StatisticsError.unequal("cross-validation", features.count, outcomes.count)
    }
    guard features.count == folds.rows else {
      throw StatisticsError(
        .shape,
        "There are \(features.count) rows, and the folds are of \(folds.rows)."
          + " Make the folds of the same rows."
      )
    }
    var found = [Prediction?](repeating: nil, count: features.count)
    for fold in folds.folds {
      let predict = try fit(
        fold.training.map { features[$0] },
        fold.training.map { outcomes[$0] }
      )
      let predicted = try predict(fold.test.map { features[$0] })
      guard predicted.count == fold.test.count else {
        throw StatisticsError.unequal("cross-validation", predicted.count, fold.test.count)
      }
      for (row, value) in zip(fold.test, predicted) { found[row] = value }
    }
    predictions = found.compactMap { $0 }
    self.outcomes = outcomes
    self.folds = folds
  }

  /// A score for each fold.
  ///
  /// - Parameter metric: Compares the outcomes of a fold's test rows with the predictions.
  /// - Returns: The scores, in the order of the folds.
  /// - Throws: What the metric throws.
  public func scores(
    _ metric: (_ outcomes: [Outcome], _ predictions: [Prediction]) throws -> Double
  ) rethrows -> [Double] {
    try folds.folds.map { fold in
      try metric(fold.test.map { outcomes[$0] }, fold.test.map { predictions[$0] })
    }
  }
}

extension CrossValidation: Sendable where Outcome: Sendable, Prediction: Sendable {}
