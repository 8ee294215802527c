/// Writes whole numbers as digits, eight at a time within one word.
enum DigitFormat {
  typealias Output = UnsafeMutablePointer<UInt8>

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The eight decimal digits of a number below 10⁸ as the bytes 0 to 9, the first one lowest.
  ///
  /// The number is split in halves three times, all parts of a word at once; dividing by 100 and by
  /// 10 is multiplying by 10486 / 2²⁰ and 103 / 2¹⁰, which is exact below 10⁴ and 10².
  @inline(__always)
  static func eightDigits(_ number: UInt64) -> UInt64 {
    let upper = number / 10_000
    let fours = upper | (number &- upper &* 10_000) << 32
    let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
    return tens | (twos &- tens &* 10) << 8
  }

  @inline(__always)
  static func store(_ word: UInt64, to output: Output) {
    UnsafeMutableRawPointer(output).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Writes the eight digits of a number below 10⁸, zeros included.
  @inline(__always)
  static func writeEight(_ number: UInt64, to output: Output) {
    store(eightDigits(number) | zeros, to: output)
  }

  /// Writes a number below 10⁸ without zeros before it; eight bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  private static func writeShort(_ number: UInt64, to output: Output) -> Output {
    let digits = eightDigits(number)
    // The last digit is always written: its byte is made to look like one that is not zero.
    let blanks = (digits | 1 << 63).trailingZeroBitCount >> 3
    store((digits | zeros) >> UInt64(blanks &* 8), to: output)
    return output + (8 &- blanks)
  }

  /// Writes a number; 24 bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  static func write(_ number: UInt64, to output: Output) -> Output {
    if number < 100_000_000 { return writeShort(number, to: output) }
    return writeLong(number, to: output)
  }

  private static func writeLong(_ number: UInt64, to output: Output) -> Output {
    let upper = number / 100_000_000
    let rest = number &- upper &* 100_000_000
    var place = output
    if upper < 100_000_000 {
      place = writeShort(upper, to: place)
    } else {
      let first = upper / 100_000_000
      place = writeShort(first, to: place)
      writeEight(upper &- first &* 100_000_000, to: place)
      place += 8
    }
    writeEight(rest, to: place)
    return place + 8
  }

  /// Writes a number with its sign; 25 bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  static func write(_ number: Int64, to output: Output) -> Output {
    output.pointee = UInt8(ascii: "-")
    return write(number.magnitude, to: number < 0 ? output + 1 : output)
  }
}
