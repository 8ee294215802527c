/// Encodes one row.
struct RowRecordEncoder: Encoder {
  let rows: RowBuilder
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ rows: RowBuilder) {
    self.rows = rows
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(RowKeyedEncoding(rows))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { RowRefusal() }

  func singleValueContainer() -> any SingleValueEncodingContainer { RowForwarding(self) }
}

/// Hands a row on that a type encodes in its place.
struct RowForwarding: SingleValueEncodingContainer {
  private let encoder: RowRecordEncoder

  init(_ encoder: RowRecordEncoder) {
    self.encoder = encoder
  }

  var codingPath: [any CodingKey] { [] }

  func encodeNil() throws { throw RowRefusal.error(Any?.self) }

  func encode(_ value: Bool) throws { throw RowRefusal.error(Bool.self) }

  func encode(_ value: String) throws { throw RowRefusal.error(String.self) }

  func encode(_ value: Double) throws { throw RowRefusal.error(Double.self) }

  func encode(_ value: Float) throws { throw RowRefusal.error(Float.self) }

  func encode(_ value: Int) throws { throw RowRefusal.error(Int.self) }

  func encode(_ value: Int8) throws { throw RowRefusal.error(Int8.self) }

  func encode(_ value: Int16) throws { throw RowRefusal.error(Int16.self) }

  func encode(_ value: Int32) throws { throw RowRefusal.error(Int32.self) }

  func encode(_ value: Int64) throws { throw RowRefusal.error(Int64.self) }

  func encode(_ value: Int128) throws { throw RowRefusal.error(Int128.self) }

  func encode(_ value: UInt) throws { throw RowRefusal.error(UInt.self) }

  func encode(_ value: UInt8) throws { throw RowRefusal.error(UInt8.self) }

  func encode(_ value: UInt16) throws { throw RowRefusal.error(UInt16.self) }

  func encode(_ value: UInt32) throws { throw RowRefusal.error(UInt32.self) }

  func encode(_ value: UInt64) throws { throw RowRefusal.error(UInt64.self) }

  func encode(_ value: UInt128) throws { throw RowRefusal.error(UInt128.self) }

  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: encoder) }
}

/// Stands where a row would be a list, and takes nothing.
struct RowRefusal: UnkeyedEncodingContainer {
  var codingPath: [any CodingKey] { [] }
  var count: Int { 0 }

  static func error(_ type: Any.Type) -> EncodingError {
    .invalidValue(
      type,
      EncodingError.Context(
        codingPath: [],
        debugDescription: "a row has columns. Encode a type with a property for each column."
      )
    )
  }

  func encodeNil() throws { throw Self.error(Any?.self) }

  func encode<T: Encodable>(_ value: T) throws { throw Self.error(T.self) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    JSONTreeEncoder(JSONTreeEncoder.Settings(JSONCodingStyle())).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }

  func superEncoder() -> any Encoder {
    JSONTreeEncoder(JSONTreeEncoder.Settings(JSONCodingStyle()))
  }
}
