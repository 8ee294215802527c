/// Reads a JSON text that is an array of objects as batches of typed columns, as ``JSONLinesReader``
/// does with lines.
///
/// An item that is no object, has a key twice or does not fit its columns is rejected; a text that is
/// no JSON ends the reading, since nobody can say where its next item would begin.
public struct JSONArrayReader: TableReader {
  private let table: JSONTable

  /// Opens a source.
  ///
  /// Unless the columns and their types are given, all of it is read once to find them. What cannot
  /// be read twice, such as a stream, is then kept in memory.
  ///
  /// - Throws: ``TableError`` when there is nothing in it or no array, or what the source throws.
  public init(_ source: some ByteSource, _ options: JSONTableOptions = JSONTableOptions()) throws {
    table = try JSONTable(source, .array, options)
  }

  /// Opens a source of which the columns are known; other keys are left out.
  ///
  /// - Throws: What the source throws.
  public init(
    _ source: some ByteSource,
    schema: Schema,
    _ options: JSONTableOptions = JSONTableOptions()
  ) throws {
    table = try JSONTable(source, .array, options, schema: schema)
  }

  /// The names and types of the columns.
  public var schema: Schema { table.schema }

  /// The columns that are texts though some of their values are numbers.
  package var mixedColumns: [String] { table.mixed }

  /// How many items were read.
  public var parsedCount: Int { table.pass.parsedCount }

  /// How many items were rejected.
  public var rejectedCount: Int { table.pass.rejectedCount }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: ``TableError`` where the text is no JSON, or for an item that is wrong, when nobody
  ///   takes it; what the source throws.
  public mutating func next() throws -> Batch? { try table.pass.next() }
}
