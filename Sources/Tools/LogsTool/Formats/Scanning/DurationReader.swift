/// Reads how long an answer took, such as `0.012`, `12ms` or `1.5s`.
enum DurationReader {
  /// Reads microseconds.
  ///
  /// - Parameters:
  ///   - base: The start of the line.
  ///   - from: Where the number begins.
  ///   - end: Where what belongs to it ends.
  ///   - wholeNumbers: What a whole number without a unit means.
  ///   - decimals: What a decimal number without a unit means.
  /// - Returns: `nil` when the bytes are no duration, or one of more than 31,000 years.
  static func read(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    wholeNumbers: DurationUnit,
    decimals: DurationUnit = .seconds
  ) -> Int64? {
    guard let whole = LineScan.number(base, from, end), whole.value < 1_000_000_000_000 else {
      return nil
    }
    var place = whole.end
    // The fraction in billionths.
    var fraction: Int64 = 0
    var isWhole = true
    if place + 1 < end, base[place] == UInt8(ascii: "."), base[place + 1] &- 48 < 10 {
      isWhole = false
      var scale: Int64 = 100_000_000
      place += 1
      while place < end, base[place] &- 48 < 10 {
        fraction += Int64(base[place] &- 48) * scale
        scale /= 10
        place += 1
      }
    }
    guard let exponent = exponent(base, &place, end) else { return nil }
    // A unit is worth so many nanoseconds.
    let unit: Int64
    switch end - place {
    case 0: unit = (isWhole && exponent == 0 ? wholeNumbers : decimals).nanoseconds
    case 1 where base[place] == UInt8(ascii: "s"): unit = 1_000_000_000
    case 2 where base[place + 1] == UInt8(ascii: "s"):
      switch base[place] {
      case UInt8(ascii: "m"): unit = 1_000_000
      case UInt8(ascii: "u"): unit = 1000
      case UInt8(ascii: "n"): unit = 1
      default: return nil
      }
    case 3 where LineScan.equals(base, place, end, "µs"): unit = 1000
    default: return nil
    }
    return microseconds(whole.value, fraction, unit, exponent)
  }

  private static func microseconds(
    _ whole: Int64,
    _ fraction: Int64,
    _ unit: Int64,
    _ exponent: Int
  ) -> Int64? {
    if exponent != 0 {
      var value = (Double(whole) + Double(fraction) / 1e9) * Double(unit) / 1000
      for _ in 0..<abs(exponent) { value = exponent < 0 ? value / 10 : value * 10 }
      return value < 1e18 ? Int64(value.rounded()) : nil
    }
    // Less than a microsecond is dropped.
    if unit >= 1000 {
      let (product, overflow) = whole.multipliedReportingOverflow(by: unit / 1000)
      return overflow ? nil : product + fraction / (1_000_000_000 / (unit / 1000))
    }
    return whole / 1000
  }

  /// Reads an exponent such as `e-05`; 0 without one, `nil` when it is none or beyond 30.
  private static func exponent(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) -> Int? {
    guard place < end, base[place] | 0x20 == UInt8(ascii: "e") else { return 0 }
    var digits = place + 1
    let isNegative = digits < end && base[digits] == UInt8(ascii: "-")
    if isNegative || digits < end && base[digits] == UInt8(ascii: "+") { digits += 1 }
    guard let number = LineScan.number(base, digits, end), number.value <= 30 else { return nil }
    place = number.end
    return isNegative ? -Int(number.value) : Int(number.value)
  }
}
