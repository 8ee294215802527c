/// The mean outcome of each category, fitted to training rows.
///
/// A row that is encoded with its own outcome tells a model what it has to predict. Training rows are
/// therefore encoded by ``outOfFold(_:outcomes:folds:smoothing:unseen:)``, each by rows of other
/// folds; rows to test by are encoded by an encoder of all training rows.
///
/// Source: Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical Attributes", ACM
/// SIGKDD Explorations 3 (2001); the smoothing is that of scikit-learn's `TargetEncoder`.
public struct TargetEncoder: Sendable, Hashable, Codable {
  /// The number of each category.
  public let encodings: [String: Double]
  /// The mean outcome of all rows.
  public let mean: Double
  /// What becomes of other categories: a level of their own has the mean of all rows.
  public let unseen: UnseenCategory

  /// Fits an encoding.
  ///
  /// - Parameters:
  ///   - column: The categories of the training rows.
  ///   - outcomes: Their outcomes; 0 and 1 for a class.
  ///   - smoothing: How many rows of the mean of all are mixed into each category.
  ///   - unseen: What becomes of other categories.
  /// - Throws: ``StatisticsError`` for no rows, not as many of both, an outcome that is not finite, or
  ///   a smoothing below 0.
  public init(
    _ column: [String],
    outcomes: [Double],
    smoothing: Double = 0,
    unseen: UnseenCategory = .ownLevel
  ) throws(StatisticsError) {
    guard column.count == outcomes.count else {
      throw .unequal("target encoding", column.count, outcomes.count)
    }
    guard !column.isEmpty else { throw .noCategories }
    guard smoothing >= 0, smoothing.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "A smoothing of \(smoothing) rows is not possible. Give 0 or more."
      )
    }
    try StatisticsError.check(finite: outcomes, "The outcome")
    let mean = try Statistics.fmean(outcomes)
    let groups = Strata(column)
    var encodings: [String: Double] = [:]
    for (name, rows) in zip(groups.classes, groups.members) {
      let sum = Statistics.fsum(rows.map { outcomes[$0] }).sum
      encodings[name] = (sum + smoothing * mean) / (Double(rows.count) + smoothing)
    }
    (self.encodings, self.mean, self.unseen) = (encodings, mean, unseen)
  }

  /// Encodes rows, of which the outcomes were not fitted to.
  ///
  /// - Throws: ``StatisticsError`` for a category that is an error.
  public func transform(_ column: [String]) throws(StatisticsError) -> [Double] {
    var result: [Double] = []
    for (row, category) in column.enumerated() {
      if let value = encodings[category] {
        result.append(value)
      } else if unseen == .ownLevel {
        result.append(mean)
      } else {
        throw .unseen(category, row: row)
      }
    }
    return result
  }

  /// Encodes training rows, each by an encoder of the folds in which it is not tested by.
  ///
  /// - Throws: ``StatisticsError`` as the initialiser, for folds of another number of rows, or for a
  ///   category that other folds do not have and that is an error.
  public static func outOfFold(
    _ column: [String],
    outcomes: [Double],
    folds: Folds,
    smoothing: Double = 0,
    unseen: UnseenCategory = .ownLevel
  ) throws(StatisticsError) -> [Double] {
    guard column.count == outcomes.count else {
      throw .unequal("target encoding", column.count, outcomes.count)
    }
    guard folds.rows == column.count else {
      throw .unequal("target encoding", folds.rows, column.count)
    }
    var result = [Double](repeating: 0, count: column.count)
    for fold in folds.folds {
      let encoder = try TargetEncoder(
        fold.training.map { column[$0] },
        outcomes: fold.training.map { outcomes[$0] },
        smoothing: smoothing,
        unseen: unseen
      )
      let encoded = try encoder.transform(fold.test.map { column[$0] })
      for (row, value) in zip(fold.test, encoded) { result[row] = value }
    }
    return result
  }
}
