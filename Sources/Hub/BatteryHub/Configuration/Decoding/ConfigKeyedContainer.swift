/// The values of a mapping, by their keys.
struct ConfigKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: ConfigDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] { (decoder.node.entries ?? []).compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { decoder.node[key.stringValue] != nil }

  private func child(_ key: any CodingKey) throws -> ConfigDecoder {
    guard let node = decoder.node[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key,
        DecodingError.Context(
          codingPath: codingPath,
          debugDescription: "\"\(key.stringValue)\" is missing"
        )
      )
    }
    return ConfigDecoder(node, codingPath: codingPath + [key])
  }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key).node.isNull }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try child(key).boolean() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try child(key).text() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try child(key).number() }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    Float(try child(key).number())
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try child(key).integer(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try child(key).integer(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try child(key).integer(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try child(key).integer(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try child(key).integer(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try child(key).integer(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try child(key).integer(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try child(key).integer(type)
  }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try child(key).integer(type)
  }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try child(key).integer(type)
  }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try child(key).value(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try child(ConfigKey(stringValue: "super")) }

  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }
}
