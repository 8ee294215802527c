extension JSONScan {
  /// Writes a text without its escapes.
  ///
  /// - Parameters:
  ///   - start: Behind the opening quote of a text that ``text(_:_:_:_:)`` found valid.
  ///   - end: The closing quote.
  ///   - output: Room for as many bytes as there are in between.
  /// - Returns: How many bytes were written.
  static func unescape(
    _ start: Pointer,
    _ end: Pointer,
    into output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var place = start
    var target = output
    while place < end {
      let byte = place.pointee
      guard byte == backslash else {
        target.pointee = byte
        target += 1
        place += 1
        continue
      }
      let letter = place[1]
      place += 2
      switch letter {
      case UInt8(ascii: "b"): target.pointee = 0x08
      case UInt8(ascii: "f"): target.pointee = 0x0C
      case UInt8(ascii: "n"): target.pointee = 0x0A
      case UInt8(ascii: "r"): target.pointee = 0x0D
      case UInt8(ascii: "t"): target.pointee = 0x09
      case UInt8(ascii: "u"):
        target += encode(scalar(&place, end), into: target)
        continue
      default: target.pointee = letter
      }
      target += 1
    }
    return target - output
  }

  /// The string that a text is; see ``unescape(_:_:into:)``.
  static func string(_ start: Pointer, _ end: Pointer, isEscaped: Bool) -> String {
    let count = end - start
    guard isEscaped else {
      return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
    return String(unsafeUninitializedCapacity: count) { room in
      room.baseAddress.map { unescape(start, end, into: $0) } ?? 0
    }
  }

  /// Reads the digits behind `\u`, and those of the second half of a surrogate pair.
  private static func scalar(_ place: inout Pointer, _ end: Pointer) -> UInt32 {
    let unit = codeUnit(place, end) ?? 0xFFFD
    place += 4
    guard unit & 0xF800 == 0xD800 else { return unit }
    let second = codeUnit(place + 2, end) ?? 0xDC00
    place += 6
    return 0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF
  }

  private static func encode(
    _ scalar: UInt32,
    into target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    switch scalar {
    case 0..<0x80:
      target[0] = UInt8(scalar)
      return 1
    case 0x80..<0x800:
      target[0] = UInt8(0xC0 | scalar >> 6)
      target[1] = UInt8(0x80 | scalar & 0x3F)
      return 2
    case 0x800..<0x10000:
      target[0] = UInt8(0xE0 | scalar >> 12)
      target[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
      target[2] = UInt8(0x80 | scalar & 0x3F)
      return 3
    default:
      target[0] = UInt8(0xF0 | scalar >> 18)
      target[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
      target[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
      target[3] = UInt8(0x80 | scalar & 0x3F)
      return 4
    }
  }
}
