/// Why a JSON text does not fit a Swift type, or a value cannot be written as JSON: one line that says
/// where, what was found and what was expected.
public struct JSONCodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of problem it is; later versions may have more.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name of the code.
    public let rawValue: String

    /// Names a code.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// An object lacks a key.
    public static let missingKey = Code(rawValue: "missing-key")
    /// There is no value, or `null`, where a type needs one.
    public static let missingValue = Code(rawValue: "missing-value")
    /// A value is of another type.
    public static let typeMismatch = Code(rawValue: "type-mismatch")
    /// A value is of the right type but not one that is allowed: a number that is too large.
    public static let invalidValue = Code(rawValue: "invalid-value")
  }

  /// What sort of problem it is.
  public let code: Code
  /// The place in the text, such as `$.items[3].price`; `$` is the whole.
  public let path: String
  /// What was found, what was expected, and what to do, without the place.
  public let reason: String

  /// The place, what was found and what was expected.
  public var description: String { "\(path): \(reason)" }

  init(_ error: DecodingError) {
    let context: DecodingError.Context
    switch error {
    case .keyNotFound(let key, let found):
      code = .missingKey
      context = DecodingError.Context(
        codingPath: found.codingPath,
        debugDescription: found.debugDescription.isEmpty
          ? "the key \"\(key.stringValue)\" is missing." : found.debugDescription
      )
    case .valueNotFound(_, let found):
      code = .missingValue
      context = found
    case .typeMismatch(_, let found):
      code = .typeMismatch
      context = found
    case .dataCorrupted(let found):
      code = .invalidValue
      context = found
    @unknown default:
      code = .invalidValue
      context = DecodingError.Context(codingPath: [], debugDescription: "\(error)")
    }
    path = JSONCodingPath.text(context.codingPath)
    reason = Self.line(context.debugDescription)
  }

  init(_ error: EncodingError) {
    code = .invalidValue
    guard case .invalidValue(_, let context) = error else {
      path = "$"
      reason = Self.line("\(error)")
      return
    }
    path = JSONCodingPath.text(context.codingPath)
    reason = Self.line(context.debugDescription)
  }

  private static func line(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.hasSuffix(".") ? line : line + "."
  }
}
