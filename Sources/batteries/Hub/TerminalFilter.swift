/// Keeps a log from taking over the terminal that shows it.
enum TerminalFilter {
  private static let escape: UInt8 = 0x1B

  /// Returns a line in which only text, tabs and colours are left.
  ///
  /// Escape sequences other than colours (`ESC [ … m`) are dropped whole; other control characters
  /// are dropped, and bytes that are not UTF-8 become replacement characters.
  static func filtered(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 }) { return bytes }
    var result = String.UnicodeScalarView()
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar.value {
      case UInt32(escape): result.append(contentsOf: colour(&scalars))
      case 0x09: result.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: break
      default: result.append(scalar)
      }
    }
    return Array(String(result).utf8) + (result.contains("\u{1B}") ? Array("\u{1B}[0m".utf8) : [])
  }

  /// Consumes the rest of an escape sequence; returns it whole when it is a colour.
  private static func colour(
    _ scalars: inout Substring.UnicodeScalarView
  ) -> [Unicode.Scalar] {
    guard let kind = scalars.popFirst() else { return [] }
    switch kind {
    case "[":
      var sequence: [Unicode.Scalar] = ["\u{1B}", "["]
      while let scalar = scalars.popFirst() {
        sequence.append(scalar)
        guard (0x40...0x7E).contains(scalar.value) else { continue }
        let isPlain = sequence.dropFirst(2).dropLast().allSatisfy {
          "0123456789;:".unicodeScalars.contains($0)
        }
        return scalar == "m" && isPlain ? sequence : []
      }
      return []
    case "]", "P", "X", "^", "_":
      // A string sequence ends with BEL or ESC \.
      while let scalar = scalars.popFirst() {
        if scalar == "\u{07}" { break }
        if scalar == "\u{1B}" {
          _ = scalars.popFirst()
          break
        }
      }
      return []
    default: return []
    }
  }
}
