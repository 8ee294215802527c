/// A decimal number of at most 38 digits: a whole number times a power of ten.
struct DecimalNumber: Sendable {
  /// 1, 10, 100 and so on to 10 to the power of 38.
  static let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, _ in
    powers.append((powers.last ?? 1) * 10)
  }

  var mantissa: Int128
  var exponent: Int

  init(_ mantissa: Int128, exponent: Int = 0) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// Reads a number; `nil` when it has too many digits or is none.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    var small: UInt64 = 0
    var large: Int128 = 0
    var isLarge = false
    var exponent = 0
    var hasDigits = false
    var afterPoint = false
    loop: while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case 0x30...0x39:
        hasDigits = true
        if afterPoint { exponent -= 1 }
        if !isLarge, small <= 1_844_674_407_370_955_160 {
          small = small * 10 + UInt64(byte & 15)
        } else {
          if !isLarge {
            isLarge = true
            large = Int128(small)
          }
          let (product, overflow) = large.multipliedReportingOverflow(by: 10)
          let (sum, carry) = product.addingReportingOverflow(Int128(byte & 15))
          if overflow || carry { return nil }
          large = sum
        }
      case UInt8(ascii: ".") where !afterPoint: afterPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let rest = UnsafeBufferPointer(rebasing: bytes[(place + 1)...])
        guard let power = Int(String(decoding: rest, as: UTF8.self)),
          power.magnitude < 1 << 40
        else { return nil }
        exponent += power
        break loop
      default: return nil
      }
      place += 1
    }
    guard hasDigits else { return nil }
    mantissa = isLarge ? large : Int128(small)
    if isNegative { mantissa = -mantissa }
    self.exponent = exponent
  }

  init?(_ text: String) {
    var text = text
    guard let number = text.withUTF8({ DecimalNumber($0) }) else { return nil }
    self = number
  }

  /// The same number with a lower exponent; `nil` when it then has too many digits.
  func rescaled(to exponent: Int) -> Int128? {
    guard exponent < self.exponent else { return mantissa }
    guard mantissa != 0 else { return 0 }
    guard self.exponent - exponent <= 38 else { return nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(
      by: Self.powersOfTen[self.exponent - exponent]
    )
    return overflow ? nil : product
  }

  /// The number as digits, without an exponent unless it is huge.
  var text: String {
    guard exponent <= 40 else { return "\(mantissa)e\(exponent)" }
    guard exponent < 0 else {
      return mantissa == 0 ? "0" : "\(mantissa)" + String(repeating: "0", count: exponent)
    }
    guard exponent >= -1000 else { return "\(mantissa)e\(exponent)" }
    var digits = "\(mantissa.magnitude)"
    if digits.utf8.count <= -exponent {
      digits = String(repeating: "0", count: -exponent - digits.utf8.count + 1) + digits
    }
    return (mantissa < 0 ? "-" : "") + digits.dropLast(-exponent) + "."
      + digits.suffix(-exponent)
  }

  static func adding(_ left: DecimalNumber, _ right: DecimalNumber) -> DecimalNumber? {
    let exponent = min(left.exponent, right.exponent)
    guard let a = left.rescaled(to: exponent), let b = right.rescaled(to: exponent) else {
      return nil
    }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : DecimalNumber(sum, exponent: exponent)
  }

  static func multiplying(_ left: DecimalNumber, _ right: DecimalNumber) -> DecimalNumber? {
    let (product, overflow) = left.mantissa.multipliedReportingOverflow(by: right.mantissa)
    return overflow ? nil : DecimalNumber(product, exponent: left.exponent + right.exponent)
  }

  /// The number rounded to a number of digits after the point, halves away from zero.
  func rounded(digits: Int) -> DecimalNumber {
    let excess = -exponent - digits
    guard excess > 0 else { return self }
    guard excess <= 38 else { return DecimalNumber(0, exponent: -digits) }
    let unit = Self.powersOfTen[excess]
    let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: unit)
    let up = rest.magnitude >= (unit - unit / 2).magnitude
    return DecimalNumber(quotient + (up ? (mantissa < 0 ? -1 : 1) : 0), exponent: -digits)
  }

  /// The greatest whole number that is not above it, or with `up` the least that is not below.
  func floored(up: Bool) -> DecimalNumber {
    guard exponent < 0 else { return self }
    guard exponent >= -38 else {
      return DecimalNumber(up ? (mantissa > 0 ? 1 : 0) : (mantissa < 0 ? -1 : 0))
    }
    let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: Self.powersOfTen[-exponent])
    if up { return DecimalNumber(quotient + (rest > 0 ? 1 : 0)) }
    return DecimalNumber(quotient - (rest < 0 ? 1 : 0))
  }
}

/// A decimal number of any length in a form in which equal numbers are equal: the digits without
/// zeros at either end, and where the point stands.
struct CanonicalDecimal: Equatable {
  var isNegative = false
  /// The number is 0.digits times ten to this power.
  var power = 0
  /// From 0 to 9 each; none for zero.
  var digits: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      place = 1
    }
    var afterPoint = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") {
        afterPoint = true
      } else if byte | 0x20 == UInt8(ascii: "e") {
        power += Self.exponent(UnsafeBufferPointer(rebasing: bytes[(place + 1)...]))
        break
      } else {
        if byte == 0x30, digits.isEmpty {
          if afterPoint { power -= 1 }
        } else {
          digits.append(byte &- 0x30)
          if !afterPoint { power += 1 }
        }
      }
      place += 1
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty {
      power = 0
      isNegative = false
    }
  }

  /// An exponent; one of more digits than a word holds is as far from zero as they can be here.
  private static func exponent(_ digits: UnsafeBufferPointer<UInt8>) -> Int {
    let furthest = 1 << 60
    guard let exponent = Int(String(decoding: digits, as: UTF8.self)) else {
      return digits.first == UInt8(ascii: "-") ? -furthest : furthest
    }
    return max(-furthest, min(furthest, exponent))
  }

  /// Less than zero, zero or more as the first number is less than, equal to or greater than the
  /// second.
  static func compare(_ left: CanonicalDecimal, _ right: CanonicalDecimal) -> Int {
    func sign(_ number: CanonicalDecimal) -> Int {
      number.digits.isEmpty ? 0 : number.isNegative ? -1 : 1
    }
    guard sign(left) == sign(right) else { return sign(left) - sign(right) }
    var order = 0
    if left.power != right.power {
      order = left.power < right.power ? -1 : 1
    } else if left.digits != right.digits {
      order = left.digits.lexicographicallyPrecedes(right.digits) ? -1 : 1
    }
    return left.isNegative ? -order : order
  }
}

/// Compares two decimal numbers of any length exactly.
func compareDecimals(
  _ left: UnsafeBufferPointer<UInt8>,
  _ right: UnsafeBufferPointer<UInt8>
) -> Int {
  if let a = DecimalNumber(left), let b = DecimalNumber(right) {
    let exponent = min(a.exponent, b.exponent)
    if let first = a.rescaled(to: exponent), let second = b.rescaled(to: exponent) {
      return first < second ? -1 : first > second ? 1 : 0
    }
  }
  return CanonicalDecimal.compare(CanonicalDecimal(left), CanonicalDecimal(right))
}

/// The double that is nearest to a decimal number.
func nearestDouble(_ bytes: UnsafeBufferPointer<UInt8>) -> Double {
  // Both are exact in a double, so the division rounds once (Clinger's fast path).
  if let number = DecimalNumber(bytes), number.mantissa.magnitude < 1 << 53,
    (-22...0).contains(number.exponent)
  {
    return Double(Int64(number.mantissa)) / exactPowers[-number.exponent]
  }
  return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
}

private let exactPowers: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
