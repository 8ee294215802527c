/// What becomes of a category that the training rows do not have.
public enum UnseenCategory: String, Sendable, Hashable, CaseIterable, Codable {
  /// It is an error.
  case error
  /// All such categories together are a level of their own.
  case ownLevel
}

extension StatisticsError {
  static func unseen(_ category: String, row: Int) -> StatisticsError {
    StatisticsError(
      .invalidArgument,
      "Row \(row + 1) has the category \"\(category)\", which the training rows do not have."
        + " Give it a level of its own, or leave the row out."
    )
  }

  static var noCategories: StatisticsError {
    StatisticsError(.tooFewValues, "No rows have no categories to encode. Give training rows.")
  }
}
