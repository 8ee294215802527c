/// The columns of a row.
struct RowKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let table: RowTable

  init(_ table: RowTable) {
    self.table = table
  }

  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    table.schema.names.compactMap {
      Key(stringValue: table.style.keys == .asNamed ? $0 : JSONKeyCase.camel($0))
    }
  }

  func contains(_ key: Key) -> Bool { table.place(of: key) != nil }

  private func place(_ key: Key) throws -> Int {
    if let place = table.place(of: key) { return place }
    var reason = "there is no column of this name."
    do throws(TableError) {
      _ = try table.schema.requiredPlace(of: table.columnName(key.stringValue))
    } catch {
      reason = error.message
    }
    throw DecodingError.keyNotFound(
      key,
      DecodingError.Context(codingPath: [], debugDescription: reason)
    )
  }

  func decodeNil(forKey key: Key) throws -> Bool { table.isNull(try place(key)) }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try table.decode(type, place(key), key)
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try table.decode(type, place(key), key)
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try table.decode(type, place(key), key)
  }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try table.decode(type, place(key), key)
  }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try table.integer(type, place(key), key)
  }

  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
    try table.integer(type, place(key), key)
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try table.decode(type, place(key), key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try RowDecoder(table, place(key), key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try RowDecoder(table, place(key), key).unkeyedContainer()
  }

  /// A superclass has its columns in the same row.
  func superDecoder() -> any Decoder { RowDecoder(table) }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    RowDecoder(table, try place(key), key)
  }
}
