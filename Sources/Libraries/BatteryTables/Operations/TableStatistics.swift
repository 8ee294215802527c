/// What there is to say of every column of a table, in one pass.
public struct TableStatistics: TableFold {
  /// All columns.
  public struct Result: Hashable, Sendable {
    /// How many rows there are.
    public var rows: Int
    /// The columns, in their order.
    public var columns: [ColumnStatistics]
  }

  /// Begins to look at the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - memory: How many bytes may be used to count different values and to find the median
  ///     exactly; above it both are estimated.
  public init(_ schema: Schema, memory: Int = 256 << 20) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TableStatistics) throws(TableError) {
  }

  /// The statistics.
  public mutating func finish() throws(TableError) -> Result {
    throw TableError(.unavailable, "")
  }
}
