/// The members of an object.
struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: JSONNodeDecoder

  init(_ decoder: JSONNodeDecoder) {
    self.decoder = decoder
  }

  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    let tape = decoder.tape
    var keys: [Key] = []
    var known: Set<String> = []
    decoder.forEachKey { node in
      let name = tape.string(node)
      if tape.keepsDuplicates, !known.insert(name).inserted { return }
      if let key = Key(stringValue: decoder.keepsKeys ? name : JSONKeyCase.camel(name)) {
        keys.append(key)
      }
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { decoder.find(key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool {
    guard let node = decoder.find(key) else { throw decoder.missing(key, Any?.self) }
    return decoder.tape.isNull(node)
  }

  private func node(_ key: Key, _ type: Any.Type) throws -> Int {
    guard let node = decoder.find(key) else { throw decoder.missing(key, type) }
    return node
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try decoder.decode(type, node(key, type), .key(key))
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try decoder.decode(type, node(key, type), .key(key))
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try decoder.decode(type, node(key, type), .key(key))
  }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try decoder.decode(type, node(key, type), .key(key))
  }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
    try decoder.integer(type, node(key, type), .key(key))
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder.decode(type, node(key, type), .key(key))
  }

  private func nested(_ key: Key, _ type: Any.Type) throws -> JSONNodeDecoder {
    JSONNodeDecoder(decoder.tape, try node(key, type), decoder, .key(key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try nested(key, [String: Any].self).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key, [Any].self).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { parent(JSONCodingKey.parent) }

  func superDecoder(forKey key: Key) -> any Decoder { parent(key) }

  /// What is not there is `null` for a superclass.
  private func parent(_ key: some CodingKey) -> any Decoder {
    let node = decoder.find(key) ?? decoder.tape.missing
    return JSONNodeDecoder(decoder.tape, node, decoder, .key(key))
  }
}
