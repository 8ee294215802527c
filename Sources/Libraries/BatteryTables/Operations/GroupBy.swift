/// Rows with equal keys, and what is computed from each such group, in the order in which the keys
/// are first seen.
///
/// Values that are not there are a key of their own. Without keys there is one group, also of no
/// rows.
public struct GroupBy: TableFold {
  /// The groups.
  public struct Result: Sendable {
    /// The keys, then the aggregates in the order given.
    public var batch: Batch
    /// What had to be estimated because the memory did not suffice; in sentences.
    public var notes: [String]
  }

  /// Begins to group the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - keys: The names of the columns whose equal values make a group.
  ///   - aggregates: What is computed from each group.
  ///   - memory: How many bytes exact quantiles and distinct counts may take before they are
  ///     estimated.
  /// - Throws: ``TableError`` when a column is not there or an aggregate does not suit its type.
  public init(
    _ schema: Schema,
    by keys: [String],
    _ aggregates: [Aggregate],
    memory: Int = 256 << 20
  ) throws(TableError) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: GroupBy) throws(TableError) {
  }

  /// The groups.
  public mutating func finish() throws(TableError) -> Result {
    throw TableError(.unavailable, "")
  }
}
