/// Reads JSON Lines, one object a line, as batches of typed columns.
///
/// Keys become columns in the order in which they are first seen, with the narrowest types that
/// every value fits without losing a digit: whole numbers of 64 bits, doubles where they hold the
/// numbers exactly as they are written, decimals elsewhere, truth values, and text for all else. A
/// text is never taken for something else unless ``JSONTableOptions/given`` says so. Missing keys and
/// `null` are no value; arrays and objects become the text that they are in the file.
///
/// A line that is wrong is handed to ``JSONTableOptions/onReject`` and left out; empty lines are
/// skipped.
public struct JSONLinesReader: TableReader {
  private let table: JSONTable

  /// Opens a source.
  ///
  /// Unless the columns and their types are given, all of it is read once to find them. What cannot
  /// be read twice, such as a stream, is then kept in memory.
  ///
  /// - Throws: ``TableError`` when there is nothing in it, or what the source throws.
  public init(_ source: some ByteSource, _ options: JSONTableOptions = JSONTableOptions()) throws {
    table = try JSONTable(source, .lines, options)
  }

  /// Opens a source of which the columns are known; other keys are left out.
  ///
  /// - Throws: What the source throws.
  public init(
    _ source: some ByteSource,
    schema: Schema,
    _ options: JSONTableOptions = JSONTableOptions()
  ) throws {
    table = try JSONTable(source, .lines, options, schema: schema)
  }

  /// The names and types of the columns.
  public var schema: Schema { table.schema }

  /// The columns that are texts though some of their values are numbers.
  package var mixedColumns: [String] { table.mixed }

  /// How many lines were read.
  public var parsedCount: Int { table.pass.parsedCount }

  /// How many lines were rejected; with ``parsedCount``, all lines up to here that are not empty.
  public var rejectedCount: Int { table.pass.rejectedCount }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: ``TableError`` for a line that is wrong, when nobody takes it; what the source throws.
  public mutating func next() throws -> Batch? { try table.pass.next() }
}
