/// How often each value of some columns appears.
public struct Frequencies: TableFold {
  /// The values of one column.
  public struct ColumnResult: Hashable, Sendable {
    /// The name of the column.
    public var name: String
    /// The most frequent values, the most frequent one first, of equally frequent ones the one that
    /// is seen first.
    public var values: [Entry]
    /// How many different values there are, `null` included.
    public var distinct: Int
    /// How many rows have none of ``values``.
    public var others: Int
  }

  /// A value and how often it appears.
  public struct Entry: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// How many rows have it.
    public var count: Int
  }

  /// Begins to count.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - columns: The names of the columns; all when there are none.
  ///   - limit: How many values of each column are listed at the most.
  /// - Throws: ``TableError`` when a column is not there.
  public init(
    _ schema: Schema,
    of columns: [String] = [],
    limit: Int = 10
  ) throws(TableError) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: Frequencies) throws(TableError) {
  }

  /// The values of each column.
  public mutating func finish() throws(TableError) -> [ColumnResult] {
    throw TableError(.unavailable, "")
  }
}
