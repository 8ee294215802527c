import GRDBSQLite

/// Collects the values of one column of a query.
struct SQLiteColumnBuilder {
  let type: ColumnType
  private var integers = ValueColumn<Int64>()
  private var doubles = ValueColumn<Double>()
  private var booleans = ValueColumn<Bool>()
  private var days = ValueColumn<Int32>()
  private var times = TimestampColumn()
  private var texts = TextColumn()

  init(_ type: ColumnType) {
    self.type = type
  }

  /// Adds a value of the current row; returns whether it fits.
  mutating func append(_ statement: OpaquePointer, _ column: Int32) -> Bool {
    let storage = sqlite3_column_type(statement, column)
    guard storage != SQLITE_NULL else {
      appendNull()
      return true
    }
    switch (type, storage) {
    case (.integer, SQLITE_INTEGER): integers.append(sqlite3_column_int64(statement, column))
    case (.boolean, SQLITE_INTEGER): booleans.append(sqlite3_column_int64(statement, column) != 0)
    case (.double, SQLITE_INTEGER), (.double, SQLITE_FLOAT):
      doubles.append(sqlite3_column_double(statement, column))
    case (.text, SQLITE_TEXT), (.decimal, SQLITE_TEXT):
      texts.append(SQLiteValue.bytes(statement, column))
    case (.text, SQLITE_INTEGER), (.decimal, SQLITE_INTEGER):
      texts.append("\(sqlite3_column_int64(statement, column))")
    case (.text, SQLITE_FLOAT), (.decimal, SQLITE_FLOAT):
      // SQLite's own text of it has 15 digits.
      texts.append(sqlite3_column_double(statement, column).shortestText)
    case (.text, SQLITE_BLOB): texts.append(SQLiteValue.hexadecimal(statement, column))
    case (.date, SQLITE_TEXT):
      guard let day = TimeText.day(SQLiteValue.bytes(statement, column)) else { return false }
      days.append(day)
    case (.timestamp, SQLITE_TEXT):
      let bytes = SQLiteValue.bytes(statement, column)
      guard let time = TimeText.timestamp(bytes) else { return false }
      times.append(time)
    default: return false
    }
    return true
  }

  private mutating func appendNull() {
    switch type {
    case .integer: integers.appendNull(0)
    case .double: doubles.appendNull(0)
    case .boolean: booleans.appendNull(false)
    case .date: days.appendNull(0)
    case .timestamp: times.appendNull()
    case .text, .decimal: texts.appendNull()
    }
  }

  /// The column.
  var column: Column {
    switch type {
    case .integer: .integer(integers)
    case .double: .double(doubles)
    case .boolean: .boolean(booleans)
    case .date: .date(days)
    case .timestamp: .timestamp(times)
    case .decimal: .decimal(texts)
    case .text: .text(texts)
    }
  }
}
