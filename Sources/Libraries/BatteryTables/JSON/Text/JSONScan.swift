/// Finds the parts of a JSON text in bytes.
///
/// Pointers, not spans: these loops are what reading tables spends its time in, and places are kept
/// for later.
enum JSONScan {
  typealias Pointer = UnsafePointer<UInt8>

  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let quotes: UInt64 = 0x2222_2222_2222_2222
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  private static let blanks: UInt64 = 0x2020_2020_2020_2020

  /// Eight bytes, the first of them lowest.
  @inline(__always)
  static func load(_ place: Pointer) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// A bit in each byte of a word that is a quote, a backslash, a control character or not ASCII.
  ///
  /// Above the first such byte, bits may be set that mean nothing.
  @inline(__always)
  static func specials(_ word: UInt64) -> UInt64 {
    let quoted = (word ^ quotes) &- ones
    let escaped = (word ^ backslashes) &- ones
    return (quoted | escaped | (word &- blanks) | word) & highs
  }

  /// The first byte from `place` on that is a quote, a backslash, a control character or not ASCII.
  @inline(__always)
  static func plainEnd(_ place: Pointer, _ end: Pointer) -> Pointer {
    var place = place
    while end - place >= 8 {
      let hits = specials(load(place))
      if hits != 0 { return place + (hits.trailingZeroBitCount >> 3) }
      place += 8
    }
    while place < end {
      let byte = place.pointee
      if byte == quote || byte == backslash || byte < 0x20 || byte >= 0x80 { break }
      place += 1
    }
    return place
  }

  /// Finds the end of a text.
  ///
  /// - Parameters:
  ///   - start: Behind the opening quote, or where an earlier search for the end stopped.
  ///   - end: The end of the bytes.
  ///   - isEscaped: Set when there is a backslash.
  ///   - problem: Set when something is wrong.
  /// - Returns: The closing quote; the place of the problem; or, when the bytes end before the text
  ///   does, the place from which to search on when there are more (its byte is no quote).
  static func text(
    _ start: Pointer,
    _ end: Pointer,
    _ isEscaped: inout Bool,
    _ problem: inout JSONProblem?
  ) -> Pointer {
    var place = start
    while true {
      place = plainEnd(place, end)
      guard place < end else { return place }
      let byte = place.pointee
      if byte == quote { return place }
      let length: Int
      if byte == backslash {
        isEscaped = true
        length = escapeLength(place, end, &problem)
      } else if byte >= 0x80 {
        length = sequenceLength(place, end)
        if length < 0 { problem = .invalidUTF8 }
      } else {
        problem = .controlCharacter(byte)
        return place
      }
      guard length > 0 else { return place }
      place += length
    }
  }

  /// How long the UTF-8 sequence of a character is: 0 when the bytes end within it, -1 when it is
  /// not valid (Unicode 16, table 3-7).
  static func sequenceLength(_ place: Pointer, _ end: Pointer) -> Int {
    let first = place[0]
    let length: Int
    var range: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { range = 0xA0...0xBF } else if first == 0xED { range = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { range = 0x90...0xBF } else if first == 0xF4 { range = 0x80...0x8F }
    default: return -1
    }
    let known = min(length, end - place)
    if known > 1, !range.contains(place[1]) { return -1 }
    var index = 2
    while index < known {
      if place[index] & 0xC0 != 0x80 { return -1 }
      index += 1
    }
    return known == length ? length : 0
  }

  /// How long an escape is, of both halves of a surrogate pair together: 0 when the bytes end within
  /// it, -1 with a problem when it is not valid.
  private static func escapeLength(
    _ place: Pointer,
    _ end: Pointer,
    _ problem: inout JSONProblem?
  ) -> Int {
    guard end - place >= 2 else { return 0 }
    switch place[1] {
    case quote, backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"): break
    default:
      problem = .invalidEscape
      return -1
    }
    guard let unit = codeUnit(place + 2, end) else {
      return fault(isHexadecimal(place + 2, end) ? nil : .invalidEscape, &problem)
    }
    guard unit & 0xF800 == 0xD800 else { return 6 }
    guard unit < 0xDC00 else { return fault(.loneSurrogate, &problem) }
    // The second half has to follow at once.
    if end - place > 6, place[6] != backslash { return fault(.loneSurrogate, &problem) }
    if end - place > 7, place[7] != UInt8(ascii: "u") { return fault(.loneSurrogate, &problem) }
    guard end - place > 7 else { return 0 }
    guard let second = codeUnit(place + 8, end) else {
      return fault(isHexadecimal(place + 8, end) ? nil : .invalidEscape, &problem)
    }
    return second & 0xFC00 == 0xDC00 ? 12 : fault(.loneSurrogate, &problem)
  }

  private static func fault(_ found: JSONProblem?, _ problem: inout JSONProblem?) -> Int {
    guard let found else { return 0 }
    problem = found
    return -1
  }

  /// Whether what there is of four digits are hexadecimal ones.
  private static func isHexadecimal(_ place: Pointer, _ end: Pointer) -> Bool {
    for index in 0..<max(0, min(4, end - place)) where digitValue(place[index]) == nil {
      return false
    }
    return true
  }

  /// The number that four hexadecimal digits are; `nil` when they are not.
  static func codeUnit(_ place: Pointer, _ end: Pointer) -> UInt32? {
    guard end - place >= 4 else { return nil }
    var unit: UInt32 = 0
    for index in 0..<4 {
      guard let digit = digitValue(place[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func digitValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 55
    default: nil
    }
  }
}
