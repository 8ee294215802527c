/// The items of an array that is being encoded.
struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
  private let encoder: JSONTreeEncoder
  private let array: JSONTreeArray

  init(_ encoder: JSONTreeEncoder, _ array: JSONTreeArray) {
    self.encoder = encoder
    self.array = array
  }

  var codingPath: [any CodingKey] { encoder.codingPath }

  var count: Int { array.items.count }

  func encodeNil() throws { array.items.append(.value(.null)) }

  func encode(_ value: Bool) throws {
    array.items.append(.value(.boolean(value)))
  }

  func encode(_ value: String) throws {
    array.items.append(.value(.string(value)))
  }

  func encode(_ value: Double) throws {
    array.items.append(try encoder.content(value, .index(count)))
  }

  func encode(_ value: Float) throws {
    array.items.append(try encoder.content(value, .index(count)))
  }

  func encode(_ value: Int) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: Int8) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: Int16) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: Int32) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: Int64) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: Int128) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt8) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt16) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt32) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt64) throws {
    array.items.append(encoder.content(value))
  }

  func encode(_ value: UInt128) throws {
    array.items.append(encoder.content(value))
  }

  func encode<T: Encodable>(_ value: T) throws {
    array.items.append(try encoder.content(value, .index(count)))
  }

  private func nested() -> JSONTreeEncoder {
    let child = encoder.child(.index(count))
    array.items.append(.encoder(child))
    return child
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    nested().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

  func superEncoder() -> any Encoder { nested() }
}
