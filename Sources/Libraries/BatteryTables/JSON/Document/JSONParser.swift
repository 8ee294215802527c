/// Reads a JSON text (RFC 8259) into a value, strictly.
///
/// The text is UTF-8; a byte order mark before it is skipped. Nothing that the standard lacks is
/// accepted: no comments, no commas too many, no `NaN`, no half surrogate pairs. Numbers keep all
/// their digits.
public struct JSONParser: Sendable {
  /// How strictly and how deeply JSON is read.
  public var options: JSONOptions

  /// Makes a parser.
  public init(_ options: JSONOptions = JSONOptions()) {
    self.options = options
  }

  /// Reads a text.
  ///
  /// - Throws: ``JSONSyntaxError``, which says where the text is wrong.
  /// - Complexity: O(*n*), without recursion.
  public func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    try parse(Array(text.utf8))
  }

  /// Reads the bytes of a text.
  ///
  /// - Throws: ``JSONSyntaxError``, which says where the text is wrong.
  /// - Complexity: O(*n*), without recursion.
  public func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
    let result: Result<JSONValue, JSONSyntaxError> = bytes.withUnsafeBufferPointer { bytes in
      do throws(JSONFailure) {
        return .success(try value(bytes))
      } catch {
        return .failure(JSONSyntaxError(error, in: bytes))
      }
    }
    return try result.get()
  }

  private func value(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFailure) -> JSONValue {
    guard let base = bytes.baseAddress else { throw JSONFailure(.noValue, at: 0) }
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var machine = JSONMachine(depthLimit: options.depthLimit)
    var builder = JSONBuilder(options)
    while let token = try machine.next(base, &place, bytes.count, isLast: true) {
      try builder.take(token, base)
    }
    return builder.result
  }
}

extension JSONValue {
  /// Reads a JSON text.
  ///
  /// - Throws: ``JSONSyntaxError``, which says where the text is wrong.
  public init(parsing text: String, _ options: JSONOptions = JSONOptions()) throws(JSONSyntaxError)
  {
    self = try JSONParser(options).parse(text)
  }

  /// Reads the bytes of a JSON text.
  ///
  /// - Throws: ``JSONSyntaxError``, which says where the text is wrong.
  public init(
    parsing bytes: [UInt8],
    _ options: JSONOptions = JSONOptions()
  ) throws(JSONSyntaxError) {
    self = try JSONParser(options).parse(bytes)
  }
}
