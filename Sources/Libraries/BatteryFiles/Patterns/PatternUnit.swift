/// A character of a name: what `?` stands for.
///
/// Names are bytes. Those that are UTF-8 are read as Unicode scalars; a byte that is not part of any
/// stands for itself, as one of the values that UTF-8 cannot hold (0xDC80…0xDCFF), which is how
/// Python reads names.
enum PatternUnit {
  /// Reads the unit at a place that is not the end.
  static func decode(_ bytes: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    let invalid = (UInt32(first) + 0xDC00, 1)
    let length: Int
    var value: UInt32
    switch first {
    case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
    default: return invalid
    }
    guard index + length <= bytes.count else { return invalid }
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return invalid }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isShortest = length == 2 || value >= (length == 3 ? 0x800 : 0x1_0000)
    guard isShortest, Unicode.Scalar(value) != nil else { return invalid }
    return (value, length)
  }

  /// All the units of a name.
  static func all(_ bytes: [UInt8]) -> [UInt32] {
    var units: [UInt32] = []
    var index = 0
    while index < bytes.count {
      let (value, length) = decode(bytes.span, at: index)
      units.append(value)
      index += length
    }
    return units
  }

  /// Adds the bytes of a unit.
  static func append(_ unit: UInt32, to bytes: inout [UInt8]) {
    if let scalar = Unicode.Scalar(unit) {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
    } else {
      bytes.append(UInt8(truncatingIfNeeded: unit))
    }
  }

  /// The unit that stands for upper and lower case alike.
  static func folded(_ unit: UInt32) -> UInt32 {
    if unit < 0x80 { return 0x41...0x5A ~= unit ? unit + 0x20 : unit }
    guard let scalar = Unicode.Scalar(unit) else { return unit }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first?.value ?? unit : unit
  }
}
