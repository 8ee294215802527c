/// Reads the brackets of an ignore rule, which have POSIX's classes and stand for one byte.
enum IgnoreSet {
  /// Reads from behind the `[` on; returns the set and the place behind the `]`.
  ///
  /// - Returns: `nil` when the brackets are not closed or hold an unknown class.
  static func read(_ pattern: [UInt8], from start: Int) -> (PatternSet, Int)? {
    var index = start
    guard index < pattern.count else { return nil }
    let isNegated = pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^")
    if isNegated { index += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    // What a dash begins a range with.
    var low: UInt8?
    var isFirst = true
    while true {
      guard index < pattern.count else { return nil }
      var byte = pattern[index]
      if byte == UInt8(ascii: "]"), !isFirst { break }
      isFirst = false
      index += 1
      if byte == UInt8(ascii: "-"), let begin = low, index < pattern.count,
        pattern[index] != UInt8(ascii: "]")
      {
        byte = pattern[index]
        index += 1
        if byte == UInt8(ascii: "\\") {
          guard index < pattern.count else { return nil }
          byte = pattern[index]
          index += 1
        }
        if begin <= byte { ranges.append(UInt32(begin)...UInt32(byte)) }
        low = nil
        continue
      }
      if byte == UInt8(ascii: "["), index < pattern.count, pattern[index] == UInt8(ascii: ":") {
        guard let close = pattern[(index + 1)...].firstIndex(of: UInt8(ascii: "]")) else {
          return nil
        }
        if close > index + 1, pattern[close - 1] == UInt8(ascii: ":") {
          let name = String(decoding: pattern[(index + 1)..<(close - 1)], as: UTF8.self)
          guard let members = classes[name] else { return nil }
          ranges += members
          low = nil
          index = close + 1
          continue
        }
      }
      if byte == UInt8(ascii: "\\") {
        guard index < pattern.count else { return nil }
        byte = pattern[index]
        index += 1
      }
      ranges.append(UInt32(byte)...UInt32(byte))
      low = byte
    }
    return (PatternSet(ranges, isNegated: isNegated), index + 1)
  }

  /// The classes of ASCII.
  private static let classes: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
    "alpha": [0x41...0x5A, 0x61...0x7A],
    "blank": [0x09...0x09, 0x20...0x20],
    "cntrl": [0x00...0x1F, 0x7F...0x7F],
    "digit": [0x30...0x39],
    "graph": [0x21...0x7E],
    "lower": [0x61...0x7A],
    "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
    "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}
