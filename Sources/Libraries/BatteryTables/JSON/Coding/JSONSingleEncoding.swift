/// A value that stands alone and is being encoded.
struct JSONSingleEncoding: SingleValueEncodingContainer {
  private let encoder: JSONTreeEncoder

  init(_ encoder: JSONTreeEncoder) {
    self.encoder = encoder
  }

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() throws { encoder.set(.value(.null)) }

  func encode(_ value: Bool) throws {
    encoder.set(.value(.boolean(value)))
  }

  func encode(_ value: String) throws {
    encoder.set(.value(.string(value)))
  }

  func encode(_ value: Double) throws {
    encoder.set(try encoder.content(value, .itself))
  }

  func encode(_ value: Float) throws {
    encoder.set(try encoder.content(value, .itself))
  }

  func encode(_ value: Int) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: Int8) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: Int16) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: Int32) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: Int64) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: Int128) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt8) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt16) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt32) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt64) throws {
    encoder.set(encoder.content(value))
  }

  func encode(_ value: UInt128) throws {
    encoder.set(encoder.content(value))
  }

  func encode<T: Encodable>(_ value: T) throws {
    encoder.set(try encoder.content(value, .itself))
  }
}
