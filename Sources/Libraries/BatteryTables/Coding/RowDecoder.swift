import Foundation

/// Decodes a row, or one value of it.
struct RowDecoder: Decoder {
  let table: RowTable
  /// The column of the value; `nil` for the whole row.
  var place: Int?
  var codingPath: [any CodingKey] = []
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ table: RowTable) {
    self.table = table
  }

  init(_ table: RowTable, _ place: Int, _ key: some CodingKey) {
    self.table = table
    self.place = place
    codingPath = [key]
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard place != nil else { return KeyedDecodingContainer(RowKeyedDecoding(table)) }
    return try nested().container(keyedBy: type)
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try nested().unkeyedContainer()
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    guard let place, let key = codingPath.first else { throw Self.wholeRow }
    return RowCellDecoding(table, place, key)
  }

  private static var wholeRow: DecodingError {
    .typeMismatch(
      [String: Any].self,
      DecodingError.Context(
        codingPath: [],
        debugDescription: "a row is no single value. Decode a type with a property for each column."
      )
    )
  }

  /// A decoder for the JSON text in a value.
  private func nested() throws -> any Decoder {
    guard let place else { throw Self.wholeRow }
    guard let bytes = table.withText(place, { Array($0) }) else {
      throw DecodingError.typeMismatch(
        [String: Any].self,
        DecodingError.Context(
          codingPath: codingPath,
          debugDescription: "found \(table.summary(place)), expected an array or object as JSON."
        )
      )
    }
    do {
      let tape = try JSONTape(bytes, table.style.json, JSONOptions())
      return JSONNodeDecoder(tape, 0, nil, codingPath.first.map { .key($0) } ?? .itself)
    } catch {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath,
          debugDescription: "the text is no JSON: \(error)"
        )
      )
    }
  }
}

extension RowTable {
  /// The value of a column; the error when it does not fit.
  func value<T>(
    _ place: Int,
    _ key: some CodingKey,
    _ expected: String,
    _ value: T?
  ) throws -> T {
    if let value { return value }
    let isNull = isNull(place)
    let advice = isNull ? " Make the property optional." : ""
    let context = DecodingError.Context(
      codingPath: [key],
      debugDescription: "found \(summary(place)), expected \(expected) (\(T.self)).\(advice)"
    )
    throw isNull
      ? DecodingError.valueNotFound(T.self, context) : DecodingError.typeMismatch(T.self, context)
  }

  func decode(_ type: Bool.Type, _ place: Int, _ key: some CodingKey) throws -> Bool {
    try value(place, key, "true or false", boolean(place))
  }

  func decode(_ type: String.Type, _ place: Int, _ key: some CodingKey) throws -> String {
    if let text = text(place) { return text }
    if style.emptyTexts, isNull(place) { return "" }
    if case .double = columns[place], !isNull(place) {
      return try value(place, key, "a text, such as a column has that is read as text", nil)
    }
    return try value(place, key, "a text", nil)
  }

  func decode(_ type: Double.Type, _ place: Int, _ key: some CodingKey) throws -> Double {
    try value(place, key, "a number", double(place))
  }

  func decode(_ type: Float.Type, _ place: Int, _ key: some CodingKey) throws -> Float {
    try value(place, key, "a number", float(place))
  }

  func integer<T: FixedWidthInteger>(
    _ type: T.Type,
    _ place: Int,
    _ key: some CodingKey
  ) throws -> T {
    if let number: T = integer(place) { return number }
    return try value(place, key, "a whole number from \(T.min) to \(T.max)", nil)
  }

  func decode<T: Decodable>(_ type: T.Type, _ place: Int, _ key: some CodingKey) throws -> T {
    if let value = try special(type, place, key), let value = value as? T { return value }
    return try T(from: RowDecoder(self, place, key))
  }

  /// A value of a type that tables have their own way for.
  private func special(
    _ type: any Decodable.Type,
    _ place: Int,
    _ key: some CodingKey
  ) throws -> Any? {
    if type == Date.self {
      let expected = "a time with an offset from UTC, such as 2026-11-22T09:30:00Z"
      return try value(place, key, expected, date(place))
    }
    if type == Decimal.self {
      return try value(place, key, "a number of at most 38 digits", decimal(place))
    }
    if type == CalendarDay.self {
      return try value(place, key, "a day, such as 2026-11-22", day(place))
    }
    if type == Timestamp.self {
      return try value(place, key, "a time, such as 2026-11-22T09:30:00", timestamp(place))
    }
    if type == URL.self {
      return try value(place, key, "a URL", text(place).flatMap { URL(string: $0) })
    }
    if type == Data.self {
      return try value(place, key, "a Base64 text", text(place).flatMap { Data(base64Encoded: $0) })
    }
    if type == JSONNumber.self { return try value(place, key, "a number", number(place)) }
    if type == JSONValue.self { return json(place) }
    return nil
  }
}
