import GRDBSQLite

/// Single values as SQLite holds them.
enum SQLiteValue {
  /// The bytes of a text in the current row, which are valid until the next step.
  static func bytes(
    _ statement: OpaquePointer,
    _ column: Int32
  ) -> UnsafeBufferPointer<UInt8> {
    // The text first: asking for it may change how many bytes there are.
    let start = sqlite3_column_text(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  }

  /// A blob of the current row as hexadecimal text.
  static func hexadecimal(_ statement: OpaquePointer, _ column: Int32) -> String {
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * count)
    for byte in UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
