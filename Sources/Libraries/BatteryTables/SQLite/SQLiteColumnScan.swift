import GRDBSQLite

/// What the values of one column of a query are, found by looking at each of them.
///
/// SQLite gives every value a type of its own; what is declared for the column says only how texts
/// and numbers in it are meant.
struct SQLiteColumnScan {
  /// What the declared type says about the column.
  enum Meaning {
    case none
    case boolean
    case date
    case timestamp
    case decimal
  }

  private let meaning: Meaning
  private let affinity: ColumnType
  private var hasIntegers = false
  private var hasReals = false
  private var hasTexts = false
  private var rows = 0
  /// The number of the first row with a blob, from 1.
  private(set) var firstBlob: Int?
  private var isOtherThanMeant = false
  /// Whether there is a whole number that a `Double` does not hold.
  private var hasLongIntegers = false

  /// Whole numbers up to this are exact as `Double`.
  static let longestExact: Int64 = 1 << 53

  /// Begins with the type that was declared, if any.
  init(declared: String?) {
    let name = (declared ?? "").uppercased()
    meaning =
      if name.contains("BOOL") {
        .boolean
      } else if name.contains("TIMESTAMP") || name.contains("DATETIME") {
        .timestamp
      } else if name.hasPrefix("DATE") {
        .date
      } else if name.contains("DECIMAL") {
        .decimal
      } else {
        .none
      }
    // A column without values is what was declared: section 3.1 of SQLite's "Datatypes".
    affinity =
      switch meaning {
      case .boolean: .boolean
      case .date: .date
      case .timestamp: .timestamp
      case .decimal: .decimal
      case .none:
        if name.contains("INT") {
          .integer
        } else if name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB") {
          .double
        } else {
          .text
        }
      }
  }

  /// Looks at a value of the current row.
  mutating func look(_ statement: OpaquePointer, _ column: Int32) {
    rows += 1
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: break
    case SQLITE_INTEGER:
      let number = sqlite3_column_int64(statement, column)
      hasIntegers = true
      if number.magnitude > Self.longestExact.magnitude { hasLongIntegers = true }
      if meaning == .boolean, number != 0, number != 1 { isOtherThanMeant = true }
    case SQLITE_FLOAT: hasReals = true
    case SQLITE_TEXT:
      hasTexts = true
      if meaning != .none, !isOtherThanMeant { isOtherThanMeant = !isAsMeant(statement, column) }
    default: firstBlob = firstBlob ?? rows
    }
  }

  private func isAsMeant(_ statement: OpaquePointer, _ column: Int32) -> Bool {
    let bytes = SQLiteValue.bytes(statement, column)
    switch meaning {
    case .none, .boolean: return false
    case .date: return TimeText.day(bytes) != nil
    case .timestamp: return TimeText.timestamp(bytes) != nil
    case .decimal: return NumberText.isDecimal(bytes)
    }
  }

  /// Whether there are both numbers and texts.
  var isMixed: Bool { (hasIntegers || hasReals) && (hasTexts || firstBlob != nil) }

  /// The type that every value fits.
  var type: ColumnType {
    if firstBlob != nil { return .text }
    if hasTexts {
      guard !isOtherThanMeant else { return .text }
      switch meaning {
      case .date where !hasIntegers && !hasReals: return .date
      case .timestamp where !hasIntegers && !hasReals: return .timestamp
      case .decimal: return .decimal
      default: return .text
      }
    }
    if hasReals { return hasLongIntegers ? .decimal : .double }
    if hasIntegers { return meaning == .boolean && !isOtherThanMeant ? .boolean : .integer }
    return affinity
  }
}
