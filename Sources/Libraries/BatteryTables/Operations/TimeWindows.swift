/// Rows within windows of time that follow one another without overlap, and what is computed from
/// each, in the order of time.
public struct TimeWindows: TableFold {
  /// Begins to gather the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - column: The name of a timestamp or date column.
  ///   - width: How long a window is: `15m`, `1h`, `1d`, `1w`; windows begin at multiples of it
  ///     since 1970-01-01 (weeks: since Monday, 1969-12-29) in UTC, or in the time as written.
  ///   - keys: The names of columns whose equal values make a group of each window.
  ///   - aggregates: What is computed from each.
  ///   - memory: As for ``GroupBy``.
  /// - Throws: ``TableError`` when a column is not there or something is not understood.
  public init(
    _ schema: Schema,
    of column: String,
    every width: String,
    by keys: [String] = [],
    _ aggregates: [Aggregate],
    memory: Int = 256 << 20
  ) throws(TableError) {
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TimeWindows) throws(TableError) {
  }

  /// The windows: the column `window` with their beginnings, the keys, the aggregates. Rows without
  /// a time come last.
  public mutating func finish() throws(TableError) -> GroupBy.Result {
    throw TableError(.unavailable, "")
  }
}
