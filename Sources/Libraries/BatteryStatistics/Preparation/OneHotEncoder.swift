/// A column of zeros and ones for each category, fitted to training rows.
public struct OneHotEncoder: Sendable, Hashable, Codable {
  /// Which category has no column.
  public enum Reference: Sendable, Hashable, Codable {
    /// None: the columns add up to 1 in each row, and depend on an intercept.
    case none
    /// The first in order.
    case first
    /// The one of this name.
    case category(String)
  }

  /// The categories that have a column, ascending.
  public let categories: [String]
  /// The category without a column.
  public let reference: String?
  /// What becomes of other categories.
  public let unseen: UnseenCategory

  /// Fits an encoding.
  ///
  /// - Parameters:
  ///   - column: The categories of the training rows.
  ///   - reference: Which category has no column: the coefficients of the others are differences
  ///     from it.
  ///   - unseen: What becomes of other categories. A level of their own is a last column.
  /// - Throws: ``StatisticsError`` for no rows, or a reference that no row has.
  public init(
    _ column: [String],
    reference: Reference = .first,
    unseen: UnseenCategory = .error
  ) throws(StatisticsError) {
    let all = Set(column).sorted()
    guard let first = all.first else { throw .noCategories }
    switch reference {
    case .none: self.reference = nil
    case .first: self.reference = first
    case .category(let name):
      guard all.contains(name) else {
        throw StatisticsError(
          .invalidArgument,
          "No training row has the reference category \"\(name)\". Give one that is there."
        )
      }
      self.reference = name
    }
    let missing = self.reference
    categories = all.filter { $0 != missing }
    self.unseen = unseen
  }

  /// The names of the columns: `group[b]`, `group[c]` and so on, `group[*]` for a level of others.
  public func names(of column: String) -> [String] {
    (categories + (unseen == .ownLevel ? ["*"] : [])).map { "\(column)[\($0)]" }
  }

  /// Encodes rows.
  ///
  /// - Returns: A column for each of ``names(of:)``.
  /// - Throws: ``StatisticsError`` for a category that is an error.
  public func transform(_ column: [String]) throws(StatisticsError) -> [[Double]] {
    var places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
    if let reference { places[reference] = -1 }
    let width = categories.count + (unseen == .ownLevel ? 1 : 0)
    var result = [[Double]](repeating: [Double](repeating: 0, count: column.count), count: width)
    for (row, category) in column.enumerated() {
      if let place = places[category] {
        if place >= 0 { result[place][row] = 1 }
      } else if unseen == .ownLevel {
        result[width - 1][row] = 1
      } else {
        throw .unseen(category, row: row)
      }
    }
    return result
  }
}
