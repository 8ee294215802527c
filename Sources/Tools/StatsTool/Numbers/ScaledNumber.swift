import BatteryNumbers

/// A number without any rounding: an integer divided by a power of ten, or of two.
struct ScaledNumber: Sendable, Hashable {
  /// The integer.
  var coefficient: BigInteger
  /// The exponent of the power by which it is divided; less than 0 where it is multiplied.
  var scale: Int
  /// What the power is of.
  var base: NumberBase

  /// The most digits behind the point, or zeros before it, that a number may have.
  static let largestScale = 1_100

  init(_ coefficient: BigInteger, scale: Int, base: NumberBase) {
    self.coefficient = coefficient
    self.scale = scale
    self.base = base
  }

  /// Reads what ``NumberField`` does not: more digits, an exponent, a plus sign, a bare point.
  ///
  /// - Returns: `nil` when it is no number, or its exponent is beyond what makes sense.
  init?(_ text: String) {
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first),
      let number = Decimal(text), number.isFinite
    else { return nil }
    let scale = -number.exponent
    guard abs(scale) <= Self.largestScale, number.digitCount <= Self.largestScale,
      let digits = BigInteger(String(decoding: number.digits.map { UInt8($0 + 48) }, as: UTF8.self))
    else { return nil }
    self.init(number.isSigned ? -digits : digits, scale: scale, base: .ten)
  }

  /// A double as it is.
  ///
  /// - Precondition: It is finite.
  init(_ value: Double) {
    let parts = BinaryParts(value)
    self.init(BigInteger(Int(parts.coefficient)), scale: parts.scale, base: .two)
  }

  /// The same divided by a power of ten: a half is 5 tenths.
  var decimal: ScaledNumber {
    guard base == .two else { return self }
    return scale > 0
      ? ScaledNumber(coefficient * BigInteger(5).power(scale), scale: scale, base: .ten)
      : ScaledNumber(coefficient * base.power(-scale), scale: 0, base: .ten)
  }

  /// The same without zeros at the end of the integer, so that equal decimal numbers are the same.
  var normal: ScaledNumber {
    guard base == .ten else { return self }
    guard !coefficient.isZero else { return ScaledNumber(0, scale: 0, base: .ten) }
    var normal = self
    while !normal.coefficient.isOdd {
      let (quotient, rest) = normal.coefficient.quotientAndRemainder(dividingBy: 10)
      guard rest.isZero else { break }
      normal.coefficient = quotient
      normal.scale -= 1
    }
    return normal
  }

  /// The same as a fraction.
  var fraction: Fraction {
    let power = base.power(abs(scale))
    if scale <= 0 { return Fraction(coefficient * power) }
    return (try? Fraction(numerator: coefficient, denominator: power)) ?? 0
  }

  /// The nearest double.
  var double: Double {
    let power = base.power(abs(scale))
    return scale <= 0
      ? ExactQuotient(coefficient * power, over: 1).value
      : ExactQuotient(coefficient, over: power).value
  }

  /// All digits, as JSON writes numbers; with an exponent where there would be many zeros.
  var text: String {
    guard base == .ten || scale > 0 else { return "\(coefficient * base.power(-scale))" }
    var digits = coefficient.magnitude
    var scale = scale
    if base == .two {
      // A half is 5 tenths, so each power of two makes a digit.
      digits = digits * BigInteger(5).power(scale)
    }
    let sign = coefficient.isNegative ? "-" : ""
    var text = digits.description
    if scale < 0 {
      guard scale < -21 else { return sign + text + String(repeating: "0", count: -scale) }
      return "\(sign)\(text)e\(-scale)"
    }
    while scale > 0, text.hasSuffix("0"), text.utf8.count > 1 {
      text.removeLast()
      scale -= 1
    }
    if text == "0" { return "0" }
    if scale == 0 { return sign + text }
    let count = text.utf8.count
    if count > scale {
      return "\(sign)\(text.prefix(count - scale)).\(text.suffix(scale))"
    }
    if scale - count < 7 {
      return "\(sign)0." + String(repeating: "0", count: scale - count) + text
    }
    let rest = text.dropFirst()
    return "\(sign)\(text.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)e-\(scale - rest.count)"
  }

  /// How many digits it has, without zeros at either end.
  var significantDigits: Int {
    text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.count
  }
}

/// What the scales of numbers are powers of.
enum NumberBase: Sendable, Hashable {
  /// Of numbers that were texts.
  case ten
  /// Of doubles.
  case two

  /// So many of the bases multiplied with each other.
  func power(_ exponent: Int) -> BigInteger {
    switch self {
    case .ten: BigInteger(10).power(exponent)
    case .two: BigInteger(1) << exponent
    }
  }
}

/// A finite double as an integer divided by a power of two.
struct BinaryParts {
  var coefficient: Int64
  var scale: Int

  @inline(__always)
  init(_ value: Double) {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: bits &>> 52) & 0x7FF
    var significand = Int64(truncatingIfNeeded: bits & 0xF_FFFF_FFFF_FFFF)
    if exponent > 0 { significand |= 1 &<< 52 }
    coefficient = Int64(bitPattern: bits) < 0 ? 0 &- significand : significand
    scale = significand == 0 ? 0 : 1075 &- max(exponent, 1)
  }
}
