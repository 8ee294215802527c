/// A number for each category: its place in an order.
public struct OrdinalEncoder: Sendable, Hashable, Codable {
  /// The categories in order; the first becomes 0.
  public let categories: [String]
  /// What becomes of other categories: a level of their own comes after the last.
  public let unseen: UnseenCategory

  /// Fits an encoding in the order of the names.
  ///
  /// - Throws: ``StatisticsError`` for no rows.
  public init(_ column: [String], unseen: UnseenCategory = .error) throws(StatisticsError) {
    try self.init(order: Set(column).sorted(), unseen: unseen)
  }

  /// Makes an encoding of an order that is known, as `["small", "medium", "large"]`.
  ///
  /// - Throws: ``StatisticsError`` for no category, or one that is there twice.
  public init(order: [String], unseen: UnseenCategory = .error) throws(StatisticsError) {
    guard !order.isEmpty else { throw .noCategories }
    guard Set(order).count == order.count else {
      throw StatisticsError(
        .invalidArgument,
        "The order of categories has one of them twice. Give each once."
      )
    }
    categories = order
    self.unseen = unseen
  }

  /// Encodes rows.
  ///
  /// - Throws: ``StatisticsError`` for a category that is an error.
  public func transform(_ column: [String]) throws(StatisticsError) -> [Double] {
    let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($1, $0) })
    var result: [Double] = []
    for (row, category) in column.enumerated() {
      if let place = places[category] {
        result.append(Double(place))
      } else if unseen == .ownLevel {
        result.append(Double(categories.count))
      } else {
        throw .unseen(category, row: row)
      }
    }
    return result
  }
}
