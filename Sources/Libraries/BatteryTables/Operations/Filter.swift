/// The rows of a table for which a condition is true; where it is neither true nor false for want of
/// a value, a row is left out.
public struct Filter: TableReader {
  /// The names and types of the columns.
  public var schema: Schema { source.schema }
  private var source: any TableReader
  private let condition: CompiledExpression

  /// Keeps the rows for which the condition is true.
  ///
  /// - Throws: ``TableError`` when it does not fit the columns, or is no condition.
  public init(_ source: any TableReader, where condition: TableExpression) throws(TableError) {
    self.source = source
    self.condition = try condition.compiledCondition(for: source.schema)
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    return try batch.filtered(by: condition)
  }
}

extension Batch {
  /// The rows for which a condition is true.
  public func filtered(by condition: CompiledExpression) throws(TableError) -> Batch {
    let rows = try condition.rows(of: self)
    return rows.count == count ? self : gathering(rows)
  }
}
