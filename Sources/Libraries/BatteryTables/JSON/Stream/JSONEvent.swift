/// A part of a JSON text, in the order of the text.
public enum JSONEvent: Hashable, Sendable {
  /// An object begins.
  case objectStart
  /// The last object that began ends.
  case objectEnd
  /// An array begins.
  case arrayStart
  /// The last array that began ends.
  case arrayEnd
  /// The key of a member, whose value follows.
  case key(String)
  /// The value `null`.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A whole number that 64 bits hold.
  case integer(Int64)
  /// Any other number, with all its digits.
  case number(JSONNumber)
  /// A text.
  case string(String)

  init(_ token: JSONToken, _ base: JSONScan.Pointer) {
    switch token.kind {
    case .objectStart: self = .objectStart
    case .objectEnd: self = .objectEnd
    case .arrayStart: self = .arrayStart
    case .arrayEnd: self = .arrayEnd
    case .key:
      let key = JSONScan.string(base + token.start, base + token.end, isEscaped: token.isEscaped)
      self = .key(key)
    default:
      switch JSONBuilder.scalar(token, base) {
      case .boolean(let value): self = .boolean(value)
      case .integer(let value): self = .integer(value)
      case .number(let value): self = .number(value)
      case .string(let value): self = .string(value)
      default: self = .null
      }
    }
  }
}
