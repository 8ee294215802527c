/// The members of an object that is being encoded.
struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let encoder: JSONTreeEncoder
  private let object: JSONTreeObject

  init(_ encoder: JSONTreeEncoder, _ object: JSONTreeObject) {
    self.encoder = encoder
    self.object = object
  }

  var codingPath: [any CodingKey] { encoder.codingPath }

  private func set(_ key: Key, _ content: JSONTree) { object[encoder.name(key)] = content }

  func encodeNil(forKey key: Key) throws { set(key, .value(.null)) }

  func encode(_ value: Bool, forKey key: Key) throws {
    set(key, .value(.boolean(value)))
  }

  func encode(_ value: String, forKey key: Key) throws {
    set(key, .value(.string(value)))
  }

  func encode(_ value: Double, forKey key: Key) throws {
    set(key, try encoder.content(value, .key(key)))
  }

  func encode(_ value: Float, forKey key: Key) throws {
    set(key, try encoder.content(value, .key(key)))
  }

  func encode(_ value: Int, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: Int8, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: Int16, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: Int32, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: Int64, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: Int128, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt8, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt16, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt32, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt64, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode(_ value: UInt128, forKey key: Key) throws {
    set(key, encoder.content(value))
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    set(key, try encoder.content(value, .key(key)))
  }

  /// An encoder for a member, which goes on with an array or object that was begun under its key.
  private func nested(_ key: some CodingKey) -> JSONTreeEncoder {
    let name = encoder.name(key)
    if case .encoder(let known) = object[name] { return known }
    let child = encoder.child(.key(key))
    object[name] = .encoder(child)
    return child
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { nested(JSONCodingKey.parent) }

  func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}
