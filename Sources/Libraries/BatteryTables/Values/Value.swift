/// One value of a table.
public enum Value: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int64)
  /// A floating-point number.
  case double(Double)
  /// A decimal number as it was written.
  case decimal(String)
  /// A truth value.
  case boolean(Bool)
  /// A day.
  case date(CalendarDay)
  /// A point in time.
  case timestamp(Timestamp)
  /// A text.
  case text(String)

  /// Whether there is no value.
  public var isNull: Bool { self == .null }

  /// What the value is; `nil` when there is none.
  public var type: ColumnType? {
    switch self {
    case .null: nil
    case .integer: .integer
    case .double: .double
    case .decimal: .decimal
    case .boolean: .boolean
    case .date: .date
    case .timestamp: .timestamp
    case .text: .text
    }
  }
}

extension Value: CustomStringConvertible {
  /// The value as text: numbers in the shortest form that reads back as the same, days and times as
  /// ISO 8601, and no value as an empty text.
  public var description: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .double(let number): number.shortestText
    case .decimal(let text): text
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .date(let day): day.description
    case .timestamp(let time): time.description
    case .text(let text): text
    }
  }
}

extension Double {
  /// The shortest decimal that reads back as the same number; whole numbers without `.0`, since a
  /// table's column says what they are.
  public var shortestText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
