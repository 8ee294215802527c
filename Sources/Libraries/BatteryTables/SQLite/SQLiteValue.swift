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

  /// Days as they are stored: 2026-11-22.
  static func texts(_ column: ValueColumn<Int32>) -> TextColumn {
    var texts = TextColumn()
    texts.reserveCapacity(rows: column.count, bytes: column.count * 10)
    var last: (day: Int32, text: String)?
    for row in 0..<column.count {
      guard let day = column[row] else {
        texts.appendNull()
        continue
      }
      // Neighbours are often of the same day.
      if last?.day != day { last = (day, CalendarDay(daysSince1970: day).description) }
      texts.append(last?.text)
    }
    return texts
  }

  /// Times as they are stored: 2026-11-22T09:30:00Z.
  static func texts(_ column: TimestampColumn) -> TextColumn {
    var texts = TextColumn()
    texts.reserveCapacity(rows: column.count, bytes: column.count * 20)
    for row in 0..<column.count { texts.append(column[row]?.description) }
    return texts
  }
}
