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
  /// The error of a value that does not fit its property.
  @inline(never)
  func misfit(
    _ place: Int,
    _ key: some CodingKey,
    _ expected: String,
    _ type: Any.Type
  ) -> DecodingError {
    let isNull = isNull(place)
    let advice = isNull ? " Make the property optional." : ""
    let context = DecodingError.Context(
      codingPath: [key],
      debugDescription: "found \(summary(place)), expected \(expected) (\(type)).\(advice)"
    )
    return isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }

  func decode(_ type: Bool.Type, _ place: Int, _ key: some CodingKey) throws -> Bool {
    if let isTrue = boolean(place) { return isTrue }
    throw misfit(place, key, "true or false", type)
  }

  func decode(_ type: String.Type, _ place: Int, _ key: some CodingKey) throws -> String {
    if let text = text(place) { return text }
    if style.emptyTexts, isNull(place) { return "" }
    if case .double = columns[place], !isNull(place) {
      throw misfit(place, key, "a text, such as a column has that is read as text", type)
    }
    throw misfit(place, key, "a text", type)
  }

  func decode(_ type: Double.Type, _ place: Int, _ key: some CodingKey) throws -> Double {
    if let number = double(place) { return number }
    throw misfit(place, key, "a number", type)
  }

  func decode(_ type: Float.Type, _ place: Int, _ key: some CodingKey) throws -> Float {
    if let number = float(place) { return number }
    throw misfit(place, key, "a number", type)
  }

  // Inlined, so that it is compiled for each type of whole numbers and not for all at once.
  @inline(__always)
  func integer<T: FixedWidthInteger>(
    _ type: T.Type,
    _ place: Int,
    _ key: some CodingKey
  ) throws -> T {
    if let number: T = integer(place) { return number }
    throw misfit(place, key, "a whole number from \(T.min) to \(T.max)", type)
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
    let value: Any?
    let expected: String
    if type == Date.self {
      value = date(place)
      expected = "a time with an offset from UTC, such as 2026-11-22T09:30:00Z"
    } else if type == Decimal.self {
      value = decimal(place)
      expected = "a number of at most 38 digits"
    } else if type == CalendarDay.self {
      value = day(place)
      expected = "a day, such as 2026-11-22"
    } else if type == Timestamp.self {
      value = timestamp(place)
      expected = "a time, such as 2026-11-22T09:30:00"
    } else if type == URL.self {
      value = text(place).flatMap { URL(string: $0) }
      expected = "a URL"
    } else if type == Data.self {
      value = text(place).flatMap { Data(base64Encoded: $0) }
      expected = "a Base64 text"
    } else if type == JSONNumber.self {
      value = number(place)
      expected = "a number"
    } else if type == JSONValue.self {
      return json(place)
    } else {
      return nil
    }
    if let value { return value }
    throw misfit(place, key, expected, type)
  }
}
