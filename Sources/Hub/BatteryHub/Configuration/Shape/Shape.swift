import BatteryJobs

/// What may be written at one place of the configuration.
///
/// The check of a file and the JSON Schema for editors are both made from it.
indirect enum Shape: Sendable {
  /// A text; `what` is how messages call it, `pattern` is for editors.
  case text(_ what: String, pattern: String? = nil)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// A number.
  case number(ClosedRange<Double>)
  case boolean
  case timeSpan(atLeast: TimeSpan = .zero)
  case byteCount
  case choice([String])
  case list(Shape, atLeast: Int = 0)
  /// A mapping with keys of the user's own.
  case map(key: KeyRule, Shape)
  /// A mapping with known keys.
  case object(ObjectShape)
  case anyOf([Shape])
  /// Something that is checked elsewhere.
  case anything
}

/// What the keys of a mapping may be, where the user chooses them.
struct KeyRule: Sendable {
  /// How messages call a key.
  var what: String
  /// What a key is made of, as a sentence.
  var words: String
  /// The same for editors.
  var pattern: String
  var accepts: @Sendable (String) -> Bool

  /// Any text at all.
  static let any = KeyRule(what: "a key", words: "", pattern: "") { _ in true }

  /// Names of jobs, secrets and limits: they stand in URLs, file names and commands.
  static func name(of what: String) -> KeyRule {
    KeyRule(
      what: what,
      words:
        "Use at most 64 letters, digits, dots, dashes and underscores, a letter or digit first.",
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
      accepts: isName
    )
  }

  /// Names of environment variables.
  static let variable = KeyRule(
    what: "the name of an environment variable",
    words: "Use letters, digits and \"_\", with no digit first.",
    pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
  ) { name in
    guard let first = name.utf8.first, !isDigit(first) else { return false }
    return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  @Sendable static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || isDigit(first) else { return false }
    return text.utf8.count <= 64
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
