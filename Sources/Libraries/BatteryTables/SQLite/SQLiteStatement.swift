import GRDBSQLite

/// A prepared statement.
final class SQLiteStatement {
  let handle: OpaquePointer
  private let database: SQLiteDatabase
  private let sql: String

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Prepares one statement; what stands after it is an error.
  init(_ database: SQLiteDatabase, _ sql: String) throws(TableError) {
    var prepared: OpaquePointer?
    var hasMore = false
    var status = SQLITE_OK
    var text = sql
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        status = sqlite3_prepare_v2(
          database.handle,
          characters.baseAddress,
          Int32(clamping: characters.count),
          &prepared,
          &tail
        )
        if status == SQLITE_OK, let tail, let start = characters.baseAddress {
          hasMore = Self.hasStatement(database, bytes[(tail - start)...])
        }
      }
    }
    guard status == SQLITE_OK else { throw database.error(status, sql: sql) }
    guard let prepared else {
      throw TableError(.invalidExpression, "The SQL is empty. Write a query such as SELECT 1.")
    }
    guard !hasMore else {
      sqlite3_finalize(prepared)
      throw TableError(
        .invalidExpression,
        "The SQL has more than one statement. Write one query at a time."
      )
    }
    handle = prepared
    self.database = database
    self.sql = sql
  }

  /// Whether there is more than comments, white space and semicolons.
  private static func hasStatement(_ database: SQLiteDatabase, _ sql: some Sequence<UInt8>) -> Bool
  {
    let bytes = sql.map { CChar(bitPattern: $0) }
    if bytes.contains(0) { return true }
    return (bytes + [0]).withUnsafeBufferPointer { text in
      // SQLite itself knows best what a comment is: it makes no statement of one.
      var next = text.baseAddress
      while let place = next, place.pointee != 0 {
        var prepared: OpaquePointer?
        let status = sqlite3_prepare_v2(database.handle, place, -1, &prepared, &next)
        sqlite3_finalize(prepared)
        if status != SQLITE_OK || prepared != nil { return true }
      }
      return false
    }
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// How many columns the rows have.
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// Goes on to the next row; returns whether there is one.
  func step() throws(TableError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let status:
      let error = database.error(status, sql: sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Begins anew, with the same values of the parameters.
  func reset() { sqlite3_reset(handle) }

  /// Gives the parameters their values.
  func bind(_ arguments: [Value]) throws(TableError) {
    let expected = Int(sqlite3_bind_parameter_count(handle))
    guard expected == arguments.count else {
      throw TableError(
        .invalidExpression,
        "The query has \(expected) parameters and got \(arguments.count) values."
      )
    }
    for (index, argument) in arguments.enumerated() {
      let status = bind(argument, to: Int32(index + 1))
      guard status == SQLITE_OK else { throw database.error(status, sql: sql) }
    }
  }

  private func bind(_ value: Value, to place: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .double(let number): sqlite3_bind_double(handle, place, number)
    case .boolean(let isTrue): sqlite3_bind_int64(handle, place, isTrue ? 1 : 0)
    case .decimal, .date, .timestamp, .text:
      bind(value.description, to: place)
    }
  }

  private func bind(_ text: String, to place: Int32) -> Int32 {
    sqlite3_bind_text(handle, place, text, Int32(clamping: text.utf8.count), Self.copied)
  }

  /// A text of the current row; empty for NULL.
  func text(_ column: Int32) -> String {
    guard let characters = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: characters, count: count), as: UTF8.self)
  }
}
