import GRDBSQLite

/// The rows of a query, or of a table, in batches.
///
/// The types of the columns are what their values are, since SQLite lets any value stand in any
/// column. The query is run once to look at them and a second time to read them. Whole numbers among floating-point ones make a column of these, or of
/// decimals when digits would be lost; blobs are read as hexadecimal text.
public final class SQLiteReader: TableReader {
  /// The names and types of the columns; of several with one name the later ones get a number.
  public let schema: Schema
  /// The columns that are texts though some of their values are numbers.
  package let mixedColumns: [String]
  /// By column, the number of the first row with a blob, from 1.
  package let firstBlobs: [String: Int]

  private let statement: SQLiteStatement
  private let types: [ColumnType]
  private var isAtEnd: Bool
  /// Holds the connection, whose statement is read.
  private let database: SQLiteDatabase

  /// How many rows a batch has.
  private static let batchRows = 8192

  init(_ database: SQLiteDatabase, _ sql: String, _ arguments: [Value]) throws {
    self.database = database
    statement = try SQLiteStatement(database, sql)
    try statement.bind(arguments)
    guard statement.columnCount > 0 else {
      throw TableError(.invalidExpression, "The SQL returns no rows. Write a SELECT.")
    }
    // To find the types, a query is run twice.
    guard sqlite3_stmt_readonly(statement.handle) != 0 else {
      throw TableError(
        .invalidExpression,
        "The SQL changes the database, which is not for queries. Write a SELECT."
      )
    }
    var scans = Self.scans(statement)
    var rows = 0
    while try statement.step() {
      rows += 1
      for column in scans.indices { scans[column].look(statement.handle, Int32(column)) }
    }
    statement.reset()
    types = scans.map(\.type)
    let names = Self.names(statement)
    schema = Schema(zip(names, types).map { Schema.Field($0, $1) })
    mixedColumns = zip(names, scans).filter { $1.isMixed && $1.type == .text }.map(\.0)
    firstBlobs = Dictionary(uniqueKeysWithValues: zip(names, scans.map(\.firstBlob)))
      .compactMapValues { $0 }
    isAtEnd = rows == 0
  }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: ``TableError`` when reading fails, or when the query gave other values the second
  ///   time.
  public func next() throws -> Batch? {
    guard !isAtEnd else { return nil }
    var builders = types.map(SQLiteColumnBuilder.init)
    var rows = 0
    while rows < Self.batchRows {
      guard try statement.step() else {
        isAtEnd = true
        statement.reset()
        break
      }
      rows += 1
      for column in builders.indices {
        guard builders[column].append(statement.handle, Int32(column)) else {
          throw TableError(
            .typeMismatch,
            "The column \"\(schema[column].name)\" has other values when the query is run again. "
              + "Store the result in a table first."
          )
        }
      }
    }
    return rows == 0 ? nil : Batch(schema, builders.map(\.column))
  }

  private static func scans(_ statement: SQLiteStatement) -> [SQLiteColumnScan] {
    (0..<Int32(statement.columnCount)).map { column in
      let declared = sqlite3_column_decltype(statement.handle, column).map { String(cString: $0) }
      return SQLiteColumnScan(declared: declared)
    }
  }

  private static func names(_ statement: SQLiteStatement) -> [String] {
    var taken: Set<String> = []
    return (0..<Int32(statement.columnCount)).map { column in
      let name = sqlite3_column_name(statement.handle, column).map { String(cString: $0) } ?? ""
      var unique = name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
  }
}
