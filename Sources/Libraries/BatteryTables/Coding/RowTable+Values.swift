import Foundation

extension RowTable {
  func isNull(_ place: Int) -> Bool { columns[place].nulls[row] }

  /// Calls `body` with the bytes of a value that is kept as text; `nil` when it is not, or there is
  /// none.
  @inline(__always)
  func withText<T>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T?) rethrows -> T? {
    switch columns[place] {
    case .text(let column), .decimal(let column):
      column.nulls[row] ? nil : try column.withBytes(of: row, body)
    case .dictionary(let column):
      if let code = column.codes[row] {
        try column.dictionary.withBytes(of: Int(code), body)
      } else {
        nil
      }
    default: nil
    }
  }

  func text(_ place: Int) -> String? {
    switch columns[place] {
    case .text(let column), .decimal(let column): column[row]
    case .dictionary(let column): column[row]
    // It may have been written with more zeros.
    case .double: nil
    case let column: column.nulls[row] ? nil : column[row].description
    }
  }

  func boolean(_ place: Int) -> Bool? {
    if case .boolean(let column) = columns[place] { return column[row] }
    return withText(place) { BooleanText.boolean($0) }
  }

  func integer<T: FixedWidthInteger>(_ place: Int) -> T? {
    switch columns[place] {
    case .integer(let column): column[row].flatMap(T.init(exactly:))
    case .double(let column): column[row].flatMap(T.init(exactly:))
    default:
      withText(place) { bytes in
        if let number = NumberText.integer(bytes) { return T(exactly: number) }
        // Of the numbers that 64 bits do not hold, and decimals such as 3.00.
        guard NumberText.isDecimal(bytes) else { return nil }
        let number = JSONDecimalText(String(decoding: bytes, as: UTF8.self))
        guard number.exponent >= 0, number.digits.count + number.exponent <= 40 else { return nil }
        let digits = number.digits + String(repeating: "0", count: number.exponent)
        return T((number.isNegative ? "-" : "") + digits)
      }
    }
  }

  func double(_ place: Int) -> Double? {
    switch columns[place] {
    case .double(let column): column[row]
    case .integer(let column): column[row].map(Double.init)
    default: withText(place) { NumberText.double($0) }
    }
  }

  func float(_ place: Int) -> Float? {
    guard let number = double(place) else { return nil }
    // Rounded once, from the digits.
    return withText(place) { Float(String(decoding: $0, as: UTF8.self)) } ?? Float(number)
  }

  /// The digits of a number.
  func number(_ place: Int) -> JSONNumber? {
    switch columns[place] {
    case .integer(let column): column[row].map { JSONNumber(verified: "\($0)") }
    case .double(let column): column[row].flatMap { JSONNumber(plain: $0.shortestText) }
    default:
      withText(place) { bytes in
        NumberText.isDecimal(bytes) ? JSONNumber(String(decoding: bytes, as: UTF8.self)) : nil
      }
    }
  }

  func decimal(_ place: Int) -> Decimal? {
    guard let text = number(place)?.text, JSONDecimalText(text).digits.count <= 38 else {
      return nil
    }
    return Decimal(string: text, locale: nil)
  }

  func day(_ place: Int) -> CalendarDay? {
    if case .date(let column) = columns[place] {
      return column[row].map { CalendarDay(daysSince1970: $0) }
    }
    return withText(place) { TimeText.day($0) }.map { CalendarDay(daysSince1970: $0) }
  }

  func timestamp(_ place: Int) -> Timestamp? {
    if case .timestamp(let column) = columns[place] { return column[row] }
    return withText(place) { TimeText.timestamp($0) }
  }

  /// A point in time; only of what says how far it is from UTC.
  func date(_ place: Int) -> Date? {
    guard let time = timestamp(place), time.offset != nil else { return nil }
    return Date(timeIntervalSince1970: Double(time.microseconds) / 1_000_000)
  }

  /// The value as JSON: a text that is an array or object as such.
  func json(_ place: Int) -> JSONValue {
    switch columns[place][row] {
    case .null: return .null
    case .boolean(let isTrue): return .boolean(isTrue)
    case .integer(let number): return .integer(number)
    case .double, .decimal: return number(place).map(JSONValue.number) ?? .null
    case let value:
      let text = value.description
      guard text.hasPrefix("{") || text.hasPrefix("[") else { return .string(text) }
      return (try? JSONValue(parsing: text)) ?? .string(text)
    }
  }
}
