/// Makes Swift's values of JSON texts, in place of Foundation's `JSONDecoder`.
///
/// The text is read as strictly as ``JSONParser`` does. Numbers are exact: whole numbers never pass
/// through a `Double`, and a number with a fraction or out of a type's range is an error. `Decimal`,
/// ``JSONNumber`` and ``JSONValue`` keep all digits. `Data` is Base64, `URL` a text.
public struct JSONDocumentDecoder: Sendable {
  /// How Swift's values are written as JSON.
  public var style: JSONCodingStyle
  /// How strictly and how deeply JSON is read; no deeper than 512.
  public var options: JSONOptions

  /// Makes a decoder.
  public init(
    _ style: JSONCodingStyle = JSONCodingStyle(),
    _ options: JSONOptions = JSONOptions()
  ) {
    self.style = style
    self.options = options
  }

  /// Makes a value of a text.
  ///
  /// - Throws: ``JSONSyntaxError`` where the text is no JSON, ``JSONCodingError`` where it does not
  ///   fit the type, and what the type's own `init(from:)` throws.
  public func decode<T: Decodable>(_ type: T.Type = T.self, from text: String) throws -> T {
    try decode(type, from: Array(text.utf8))
  }

  /// Makes a value of the UTF-8 bytes of a text, such as `Data`.
  ///
  /// - Throws: What ``decode(_:from:)-(_,String)`` throws.
  public func decode<T: Decodable>(
    _ type: T.Type = T.self,
    from bytes: some Collection<UInt8>
  ) throws -> T {
    try decode(type, JSONTape(Array(bytes), style, options))
  }

  /// Makes a value of what was read before.
  ///
  /// - Throws: ``JSONCodingError`` where it does not fit the type, and what the type's own
  ///   `init(from:)` throws.
  public func decode<T: Decodable>(_ type: T.Type = T.self, from value: JSONValue) throws -> T {
    var options = options
    options.duplicateKeys = .keep
    return try decode(type, JSONTape(JSONWriter().bytes(value), style, options))
  }

  func decode<T: Decodable>(_ type: T.Type, _ tape: JSONTape) throws -> T {
    do {
      return try JSONNodeDecoder(tape, 0).decode(type, 0, .itself)
    } catch let error as DecodingError {
      throw JSONCodingError(error)
    }
  }
}

extension JSONValue {
  /// Makes a value of a Swift type.
  ///
  /// - Throws: What ``JSONDocumentDecoder`` throws.
  public func decode<T: Decodable>(
    _ type: T.Type = T.self,
    _ style: JSONCodingStyle = JSONCodingStyle()
  ) throws -> T {
    try JSONDocumentDecoder(style).decode(type, from: self)
  }
}
