/// Reads a number that is written as bytes, without any rounding.
///
/// The digits become an integer; `scale` of them are behind the point.
enum NumberField {
  /// Reads a number whose digits fit into 64 bits, in plain notation.
  ///
  /// - Returns: Whether it is one; the integer is then in `coefficient`.
  @inline(__always)
  static func short(
    _ start: UnsafePointer<UInt8>,
    _ count: Int,
    _ coefficient: inout Int64,
    _ scale: inout Int
  ) -> Bool {
    guard count > 0 else { return false }
    let isNegative = start[0] == UInt8(ascii: "-")
    var place = isNegative ? 1 : 0
    var value: UInt64 = 0
    var point = -1
    var digits = 0
    while true {
      // Eight digits at a time, while there are as many.
      while count &- place >= 8, let eight = eightDigits(start + place) {
        if value > 90_000_000_000 { return false }
        value = value &* 100_000_000 &+ eight
        place &+= 8
        digits &+= 8
      }
      while place < count {
        let digit = UInt64(start[place] &- 0x30)
        if digit > 9 { break }
        if value > 900_000_000_000_000_000 { return false }
        value = value &* 10 &+ digit
        place &+= 1
        digits &+= 1
      }
      guard place < count else { break }
      guard start[place] == UInt8(ascii: "."), point < 0 else { return false }
      place &+= 1
      point = digits
    }
    // A number has digits on both sides of its point, if it has one.
    guard digits > 0, point != 0, point < digits else { return false }
    scale = point < 0 ? 0 : digits &- point
    coefficient =
      isNegative ? 0 &- Int64(truncatingIfNeeded: value) : Int64(truncatingIfNeeded: value)
    return true
  }

  /// Reads a number with an exponent whose digits fit into 64 bits, such as `1.5e-07`.
  ///
  /// - Returns: Whether it is one; the integer is then in `coefficient`.
  @inline(never)
  static func scientific(
    _ start: UnsafePointer<UInt8>,
    _ count: Int,
    _ coefficient: inout Int64,
    _ scale: inout Int
  ) -> Bool {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let mark = bytes.lastIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      short(start, mark, &coefficient, &scale),
      let exponent = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)),
      exponent.magnitude < 1000
    else { return false }
    scale -= exponent
    while scale < 0 {
      let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
      guard !overflow else { return false }
      coefficient = product
      scale += 1
    }
    return true
  }

  /// The value of eight digits; `nil` where one of the bytes is none.
  ///
  /// The bytes of a word are multiplied and added in pairs, all at once.
  @inline(__always)
  private static func eightDigits(_ start: UnsafePointer<UInt8>) -> UInt64? {
    let word = UInt64(
      littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    )
    let high = word & 0xF0F0_F0F0_F0F0_F0F0
    let carried = ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) &>> 4
    guard high | carried == 0x3333_3333_3333_3333 else { return nil }
    var pairs = word &- 0x3030_3030_3030_3030
    pairs = pairs &* 10 &+ (pairs &>> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let rest = ((pairs &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ rest) &>> 32
  }
}
