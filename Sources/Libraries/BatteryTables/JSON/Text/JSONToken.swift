/// A part of a JSON text as the grammar has it, by its place.
struct JSONToken {
  enum Kind: UInt8 {
    case objectStart, objectEnd, arrayStart, arrayEnd, key, text, number, yes, no, null
  }

  var kind: Kind
  /// The first byte; of keys and texts, behind the opening quote.
  var start: Int
  /// Behind the last byte; of keys and texts, the closing quote.
  var end: Int
  /// Whether a key or text has escapes.
  var isEscaped = false
  /// What a number is; see ``JSONKind``.
  var number: UInt8 = 0
}
