internal import BatteryNumbers

/// A decimal number in a text, as an integer times a power of ten.
struct DecimalText {
  /// The integer, where it has at most 18 digits.
  private(set) var short: Int?
  /// The power of ten.
  private(set) var exponent = 0
  private var long: BigInteger = 0

  var significand: BigInteger { short.map { BigInteger($0) } ?? long }

  /// The number times ten to the digits after its point.
  var integer: BigInteger { significand * BigInteger(10).power(max(exponent, 0)) }

  /// The number as an integer over 10^scale, where it is one and fits.
  func mantissa(scale: Int) -> Int64? {
    guard let short, scale + exponent >= 0, scale + exponent <= 18 else { return nil }
    var factor = 1
    for _ in 0..<(scale + exponent) { factor *= 10 }
    let (value, overflow) = short.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Int64(value)
  }

  /// Reads a number whose exponent is not too long for sums.
  init(checking text: some StringProtocol) throws(StatisticsError) {
    let read = text.utf8.withContiguousStorageIfAvailable { DecimalText($0) }
    guard let number = read ?? DecimalText(text.utf8) else {
      throw StatisticsError(
        .notFinite,
        "The text \"\(text.prefix(40))\" is no decimal number. Write it as -12.5 or 1.25e-3."
      )
    }
    guard number.exponent.magnitude <= UInt(DecimalMoments.maximumScale) else {
      throw StatisticsError(
        .invalidArgument,
        number.beyondScale
      )
    }
    self = number
  }

  /// Why a number cannot be summed exactly.
  var beyondScale: String {
    let limit = DecimalMoments.maximumScale
    return "A number's last digit is a multiple of 10^\(exponent); sums reach from 10^-\(limit) to"
      + " 10^\(limit). Scale the data, or take the fast lane."
  }

  /// The longest text that is read.
  private static let maximumLength = 1_000

  /// Reads `[+-]digits[.digits][e[+-]digits]`; `nil` for anything else.
  init?(_ text: some Collection<UInt8>) {
    var value = 0
    var digits = 0
    var (isNegative, hasPoint, hasDigit) = (false, false, false)
    var index = text.startIndex
    if index < text.endIndex, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      text.formIndex(after: &index)
    }
    var kept: [UInt8] = []
    while index < text.endIndex {
      let byte = text[index]
      let digit = byte &- 0x30
      if digit < 10 {
        hasDigit = true
        if value > 0 || digit > 0 { digits += 1 }
        if digits > Self.maximumLength { return nil }
        if digits <= 18 {
          value = value * 10 + Int(digit)
        } else {
          if digits == 19 { kept = Array(String(value).utf8) }
          kept.append(byte)
        }
        if hasPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      text.formIndex(after: &index)
    }
    guard hasDigit else { return nil }
    if index < text.endIndex {
      guard text[index] | 0x20 == UInt8(ascii: "e"),
        let power = Int(String(decoding: text[index...].dropFirst(), as: UTF8.self)),
        power.magnitude < 1 << 32
      else { return nil }
      exponent += power
    }
    // A zero is one with any exponent.
    if digits == 0, exponent.magnitude > DecimalMoments.maximumScale { exponent = 0 }
    if digits <= 18 {
      short = isNegative ? -value : value
    } else {
      let magnitude = BigInteger(String(decoding: kept, as: UTF8.self)) ?? 0
      long = isNegative ? -magnitude : magnitude
    }
  }
}
