/// Why a text is no JSON: one line that says where, what, and what to do.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of problem it is; later versions may have more.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name of the code.
    public let rawValue: String

    /// Names a code.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The text ends too early.
    public static let unexpectedEnd = Code(rawValue: "unexpected-end")
    /// A character stands where the grammar has none such.
    public static let unexpectedCharacter = Code(rawValue: "unexpected-character")
    /// A number is not written as JSON writes numbers.
    public static let invalidNumber = Code(rawValue: "invalid-number")
    /// A text holds a control character, an unknown escape or half a surrogate pair.
    public static let invalidText = Code(rawValue: "invalid-text")
    /// The bytes are not UTF-8.
    public static let invalidEncoding = Code(rawValue: "invalid-encoding")
    /// Something follows the value.
    public static let trailingText = Code(rawValue: "trailing-text")
    /// Arrays and objects are nested too deeply.
    public static let tooDeep = Code(rawValue: "too-deep")
    /// An object has a key twice.
    public static let duplicateKey = Code(rawValue: "duplicate-key")
    /// A single text or number is too long.
    public static let tooLong = Code(rawValue: "too-long")
  }

  /// What sort of problem it is.
  public let code: Code
  /// The line, from 1.
  public let line: Int
  /// The character in the line (a Unicode scalar), from 1.
  public let column: Int
  /// The byte in the text, from 0.
  public let offset: Int
  /// What is wrong and what to do, without the place.
  public let reason: String

  /// The place, what is wrong, and what to do.
  public var description: String { "\(line):\(column): \(reason)" }

  /// Makes the error of a problem in bytes that begin at a place of the text.
  init(
    _ failure: JSONFailure,
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: JSONPlace = JSONPlace()
  ) {
    var place = start
    place.advance(over: UnsafeBufferPointer(rebasing: bytes[..<min(failure.offset, bytes.count)]))
    code = failure.problem.code
    reason = failure.problem.message
    line = place.line
    column = place.column
    offset = place.offset
  }
}

/// A place in a text, as people and programs count.
struct JSONPlace: Hashable, Sendable {
  var line = 1
  var column = 1
  var offset = 0

  /// Moves behind some bytes.
  mutating func advance(over bytes: UnsafeBufferPointer<UInt8>) {
    offset += bytes.count
    var lineStart = 0
    if let last = bytes.lastIndex(of: 0x0A) {
      for byte in bytes[...last] where byte == 0x0A { line += 1 }
      column = 1
      lineStart = last + 1
    }
    // All bytes but those that continue a UTF-8 sequence.
    for byte in bytes[lineStart...] where byte & 0xC0 != 0x80 { column += 1 }
  }
}
