/// Decodes a value of the configuration: what the kinds of job are read with.
///
/// A text becomes whatever type asks for it, so that `010` is a text where a text is wanted and an
/// error where a number is.
struct ConfigDecoder: Decoder {
  let node: ConfigNode
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ node: ConfigNode, codingPath: [any CodingKey] = []) {
    self.node = node
    self.codingPath = codingPath
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard node.entries != nil else { throw mismatch([String: Any].self, "a mapping") }
    return KeyedDecodingContainer(ConfigKeyedContainer(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let items = node.items else { throw mismatch([Any].self, "a list") }
    return ConfigUnkeyedContainer(decoder: self, items: items)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    ConfigSingleValueContainer(decoder: self)
  }

  func mismatch(_ type: Any.Type, _ expectation: String) -> DecodingError {
    .typeMismatch(
      type,
      DecodingError.Context(
        codingPath: codingPath,
        debugDescription: "must be \(expectation), not \(Wording.form(of: node))"
      )
    )
  }

  // MARK: - Scalars

  func text() throws -> String {
    guard let text = node.text else { throw mismatch(String.self, "a text") }
    return text
  }

  func boolean() throws -> Bool {
    guard let value = node.text.flatMap(Scalars.boolean) else {
      throw mismatch(Bool.self, "true or false")
    }
    return value
  }

  func integer<I: FixedWidthInteger>(_ type: I.Type) throws -> I {
    guard let value = node.text.flatMap(Scalars.integer).flatMap(I.init(exactly:)) else {
      throw mismatch(type, "a whole number")
    }
    return value
  }

  func number() throws -> Double {
    guard let value = node.text.flatMap(Scalars.number) else {
      throw mismatch(Double.self, "a number")
    }
    return value
  }

  /// Decodes any other type, which reads itself from this decoder.
  func value<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }
}

/// A key that is known only when the file is read.
struct ConfigKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = String(intValue)
    self.intValue = intValue
  }
}
