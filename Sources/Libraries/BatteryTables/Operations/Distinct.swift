/// The rows of a table without those that have appeared before.
public struct Distinct: TableReader {
  /// The names and types of the columns.
  public var schema: Schema { source.schema }
  private var source: any TableReader

  /// Keeps the first row of each combination of values.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - columns: The names of the columns that are compared; all when there are none.
  /// - Throws: ``TableError`` when a column is not there.
  public init(_ source: any TableReader, by columns: [String] = []) throws(TableError) {
    self.source = source
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    throw TableError(.unavailable, "")
  }
}
