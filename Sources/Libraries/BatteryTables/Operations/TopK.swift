/// The first rows of a table in an order, without sorting the others.
public struct TopK: TableFold {
  /// Begins to look for rows.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - count: How many rows there shall be at the most.
  ///   - keys: The order; of rows with equal keys the first ones are taken.
  /// - Throws: ``TableError`` when a column is not there.
  public init(_ schema: Schema, _ count: Int, by keys: [SortKey]) throws(TableError) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TopK) throws(TableError) {
  }

  /// The rows, in their order.
  public mutating func finish() throws(TableError) -> Batch {
    throw TableError(.unavailable, "")
  }
}
