/// Writes Swift's values as JSON, in place of Foundation's `JSONEncoder`.
///
/// Members come in the order in which a type encodes them, unless ``JSONWriter/sortsKeys`` is set.
/// Whole numbers and `Decimal` keep all digits, and doubles are the shortest decimal that reads back
/// as the same.
public struct JSONDocumentEncoder: Sendable {
  /// How Swift's values are written as JSON.
  public var style: JSONCodingStyle
  /// How the text looks.
  public var writer: JSONWriter

  /// Makes an encoder.
  public init(_ style: JSONCodingStyle = JSONCodingStyle(), _ writer: JSONWriter = JSONWriter()) {
    self.style = style
    self.writer = writer
  }

  /// The JSON text of a value as UTF-8 bytes; no line feed follows.
  ///
  /// - Throws: ``JSONCodingError`` for what JSON cannot say, or what is more than 512 deep; what the
  ///   type's own `encode(to:)` throws.
  public func encode(_ value: some Encodable) throws -> [UInt8] {
    writer.bytes(try self.value(value))
  }

  /// The JSON text of a value.
  ///
  /// - Throws: What ``encode(_:)`` throws.
  public func string(_ value: some Encodable) throws -> String {
    writer.string(try self.value(value))
  }

  /// A value as JSON.
  ///
  /// - Throws: What ``encode(_:)`` throws.
  public func value(_ value: some Encodable) throws -> JSONValue {
    do {
      let encoder = JSONTreeEncoder(JSONTreeEncoder.Settings(style))
      return try encoder.content(value, .itself).value
    } catch let error as EncodingError {
      throw JSONCodingError(error)
    }
  }
}

extension JSONValue {
  /// Makes a JSON value of a value of Swift's.
  ///
  /// - Throws: What ``JSONDocumentEncoder`` throws.
  public init(
    encoding value: some Encodable,
    _ style: JSONCodingStyle = JSONCodingStyle()
  ) throws {
    self = try JSONDocumentEncoder(style).value(value)
  }
}
