/// A table in the order of some of its columns.
///
/// Rows whose keys are equal stay in their order; rows without a value come last; texts are compared
/// byte by byte. Above a memory budget sorted runs are written to temporary files that have no name
/// any more, and merged while they are read.
public struct Sort: TableReader {
  /// The names and types of the columns.
  public let schema: Schema

  /// Reads the whole table and sorts it.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - keys: The columns, the most important one first.
  ///   - memory: How many bytes of rows are sorted at a time.
  ///   - directory: Where temporary files go; without it, where `TMPDIR` says, or `/tmp`.
  /// - Throws: ``TableError`` when a column is not there or a file cannot be written, and what the
  ///   source throws.
  public init(
    _ source: any TableReader,
    by keys: [SortKey],
    memory: Int = 256 << 20,
    directory: String? = nil
  ) throws {
    schema = source.schema
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    throw TableError(.unavailable, "")
  }
}
