/// The columns of a row that is being encoded.
struct RowKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let rows: RowBuilder

  init(_ rows: RowBuilder) {
    self.rows = rows
  }

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) throws { try rows.addNull(nil, key) }

  func encode(_ value: Bool, forKey key: Key) throws { try rows.add(value, key) }

  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
    if let value { try rows.add(value, key) } else { try rows.addNull(.boolean, key) }
  }

  func encode(_ value: String, forKey key: Key) throws { try rows.add(value, key) }

  func encodeIfPresent(_ value: String?, forKey key: Key) throws {
    if let value { try rows.add(value, key) } else { try rows.addNull(.text, key) }
  }

  func encode(_ value: Double, forKey key: Key) throws { try rows.add(value, key) }

  func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    if let value { try rows.add(value, key) } else { try rows.addNull(.double, key) }
  }

  func encode(_ value: Float, forKey key: Key) throws { try rows.add(value, key) }

  func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
    if let value { try rows.add(value, key) } else { try rows.addNull(.double, key) }
  }

  func encode(_ value: Int, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: Int8, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: Int16, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: Int32, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: Int64, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: Int128, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: Int128?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt8, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt16, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt32, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt64, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode(_ value: UInt128, forKey key: Key) throws { try rows.addInteger(value, key) }

  func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws {
    if let value { try rows.addInteger(value, key) } else { try rows.addNull(.integer, key) }
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws { try rows.add(value, key) }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    if let value {
      try rows.add(value, key)
    } else {
      try rows.addNull(RowColumn.type(of: T.self), key)
    }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    rows.nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    rows.nested(key).unkeyedContainer()
  }

  /// A superclass has its columns in the same row.
  func superEncoder() -> any Encoder { RowRecordEncoder(rows) }

  func superEncoder(forKey key: Key) -> any Encoder { rows.nested(key) }
}
