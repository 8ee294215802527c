/// An expression whose columns are found and whose types are checked, ready for the batches of one
/// schema.
public struct CompiledExpression: Sendable {
  /// What its values are.
  public let type: ColumnType

  /// The value of every row.
  ///
  /// - Throws: ``TableError`` when a whole number does not fit 64 bits, or a text cannot be cast.
  public func column(of batch: Batch) throws(TableError) -> Column {
    throw TableError(.unavailable, "")
  }

  /// The rows for which it is true.
  ///
  /// - Precondition: It is a condition.
  public func rows(of batch: Batch) throws(TableError) -> [Int32] {
    throw TableError(.unavailable, "")
  }
}
