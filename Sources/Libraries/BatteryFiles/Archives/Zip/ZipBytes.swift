/// Numbers of a zip file, lowest byte first, read where there are so many bytes.
struct ZipBytes {
  let bytes: ArraySlice<UInt8>
  private(set) var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var rest: Int { bytes.endIndex - place }

  /// The next number; `nil` when the bytes end before.
  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let width = Number.bitWidth / 8
    guard rest >= width else { return nil }
    var value: Number = 0
    for index in (0..<width).reversed() {
      value = value << 8 | Number(truncatingIfNeeded: bytes[place + index])
    }
    place += width
    return value
  }

  mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, rest >= count else { return nil }
    defer { place += count }
    return bytes[place..<place + count]
  }
}

extension [UInt8] {
  /// Adds a number, lowest byte first.
  mutating func appendLittle(_ number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<(number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
