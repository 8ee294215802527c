/// An expression whose columns are found and whose types are checked, ready for the batches of one
/// schema.
public struct CompiledExpression: Sendable {
  /// What its values are.
  public var type: ColumnType { term.type ?? .text }
  private let term: Term

  init(_ term: Term) {
    self.term = term
  }

  /// The value, when it is the same for every row.
  public var constant: Value? { term.constant }

  /// The value of every row.
  ///
  /// - Throws: ``TableError`` when a whole number does not fit 64 bits, or a text cannot be cast.
  public func column(of batch: Batch) throws(TableError) -> Column {
    try term.evaluate(batch)
  }

  /// The rows for which it is true.
  ///
  /// - Precondition: It is a condition.
  public func rows(of batch: Batch) throws(TableError) -> [Int32] {
    let truths = try term.evaluate(batch).truths
    let hasNulls = truths.nulls.hasNulls
    // Written without a branch: which rows are kept cannot be predicted.
    return [Int32](unsafeUninitializedCapacity: truths.count) { rows, count in
      for row in 0..<truths.count {
        rows.initializeElement(at: count, to: Int32(truncatingIfNeeded: row))
        let isTrue = truths.values[row] && !(hasNulls && truths.nulls[row])
        count += isTrue ? 1 : 0
      }
    }
  }
}
