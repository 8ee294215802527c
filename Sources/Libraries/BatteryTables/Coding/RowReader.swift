/// Reads the rows of a table as values of a type, whose properties are columns.
///
/// A property takes its column by its name, in any order; columns that no property asks for are left
/// alone. A column of text is read as what the property is: a number, a truth value, a day. Numbers
/// are exact or an error. What is nested in the type is a JSON text in the table.
///
/// ```swift
/// var people = try RowReader(csv: file, as: Person.self)
/// while let person = try people.next() { … }
/// ```
public struct RowReader<Row: Decodable> {
  private var table: any TableReader
  private let rows: RowTable
  private var isOpen = false

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - type: What each becomes.
  ///   - style: How it does.
  public init(
    _ table: any TableReader,
    as type: Row.Type = Row.self,
    _ style: RowCodingStyle = RowCodingStyle()
  ) {
    self.table = table
    rows = RowTable(table.schema, style)
  }

  /// Opens a CSV file, whose fields are read as what the properties are: no type is guessed, and the
  /// file is read once.
  ///
  /// - Throws: What ``CSVReader`` throws.
  public init(
    csv source: some ByteSource,
    as type: Row.Type = Row.self,
    _ options: CSVOptions = CSVOptions(),
    _ style: RowCodingStyle = RowCodingStyle()
  ) throws {
    var options = options
    options.types = .text
    self.init(try CSVReader(source, options), as: type, style)
  }

  /// Returns the next row, or `nil` after the last one.
  ///
  /// A row that does not fit is left behind: reading may go on with the next one.
  ///
  /// - Throws: ``TableError`` with the row, counted from 1, and the column; what the table throws.
  public mutating func next() throws -> Row? {
    while !rows.advance() {
      guard let batch = try table.next() else { return nil }
      rows.take(batch)
    }
    return try rows.decode(Row.self)
  }
}

extension Batch {
  /// The rows as values of a type, whose properties are columns; see ``RowReader``.
  ///
  /// - Throws: ``TableError`` with the row, counted from 1, and the column.
  public func decode<Row: Decodable>(
    _ type: Row.Type = Row.self,
    _ style: RowCodingStyle = RowCodingStyle()
  ) throws -> [Row] {
    let rows = RowTable(schema, style)
    rows.take(self)
    var values: [Row] = []
    values.reserveCapacity(count)
    while rows.advance() { values.append(try rows.decode(type)) }
    return values
  }
}
