/// Text as a terminal shows it: how many columns it takes, and made harmless.
public enum DisplayText {
  /// Returns how many columns of a terminal a text takes.
  public static func width(of text: String) -> Int {
    if let width = widthOfPlain(text) { return width }
    if text.unicodeScalars.allSatisfy({ $0.value < firstCombining }) {
      return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// Returns how many columns a text of nothing but printable ASCII takes; `nil` of another.
  ///
  /// Nothing needs to be done to such a text to make it harmless.
  static func widthOfPlain(_ text: String) -> Int? {
    let utf8 = text.utf8
    let isPlain =
      utf8.withContiguousStorageIfAvailable { bytes in
        bytes.allSatisfy { $0 &- 0x20 < 0x5F }
      } ?? utf8.allSatisfy { $0 &- 0x20 < 0x5F }
    return isPlain ? utf8.count : nil
  }

  /// Returns the start of a text that fits into some columns, with `…` where something is cut off.
  static func fitted(_ text: String, to columns: Int) -> String {
    guard width(of: text) > columns else { return text }
    var room = columns - 1
    var result = ""
    for character in text {
      room -= width(of: character)
      guard room >= 0 else { break }
      result.append(character)
    }
    return result + "…"
  }

  /// Returns the text on one line, with nothing in it that a terminal obeys.
  ///
  /// Control characters become their pictures (`␛`), and the marks that change the direction of
  /// writing become replacement characters.
  public static func harmless(_ text: String) -> String {
    if widthOfPlain(text) != nil { return text }
    if text.unicodeScalars.allSatisfy({ harmless($0) == $0 }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(harmless(scalar)) }
    return String(result)
  }

  private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: " "
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }

  private static func width(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { max($0, width(of: $1)) }
  }

  /// Below it each sign is a character of its own.
  private static let firstCombining: UInt32 = 0x300

  private static func width(of scalar: Unicode.Scalar) -> Int {
    // Most letters of Europe; the soft hyphen is the only one of them that is not seen.
    if (0xA0..<firstCombining).contains(scalar.value) { return scalar.value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    return wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation
      ? 2 : 1
  }

  /// The blocks that Unicode Standard Annex 11 calls wide or full-width.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
