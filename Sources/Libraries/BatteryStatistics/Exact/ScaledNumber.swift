package import BatteryNumbers

/// A number without any rounding: an integer divided by a power of ten, or of two.
package struct ScaledNumber: Sendable, Hashable {
  /// The integer.
  package var coefficient: BigInteger
  /// The exponent of the power by which it is divided; less than 0 where it is multiplied.
  package var scale: Int
  /// What the power is of.
  package var base: NumberBase

  /// The most digits behind the point, or zeros before it, that a number may have.
  package static let largestScale = 1_100

  package init(_ coefficient: BigInteger, scale: Int, base: NumberBase) {
    self.coefficient = coefficient
    self.scale = scale
    self.base = base
  }

  /// Reads a number of any length, with an exponent, a plus sign or a bare point.
  ///
  /// `nil` when it is no number, or its exponent is beyond what makes sense.
  package init?(_ text: String) {
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
  package init(_ value: Double) {
    let (significand, exponent) = ExactTotals.parts(value.bitPattern)
    let integer = Int(significand)
    let scale = integer == 0 ? 0 : 1_075 - exponent
    self.init(BigInteger(value < 0 ? -integer : integer), scale: scale, base: .two)
  }

  /// The same divided by a power of ten: a half is 5 tenths.
  package var decimal: ScaledNumber {
    guard base == .two else { return self }
    return scale > 0
      ? ScaledNumber(coefficient * BigInteger(5).power(scale), scale: scale, base: .ten)
      : ScaledNumber(coefficient * base.power(-scale), scale: 0, base: .ten)
  }

  /// The same with an integer that is not multiplied by any power.
  ///
  /// - Precondition: The scale is not above 0.
  package var whole: ScaledNumber {
    ScaledNumber(coefficient * base.power(-scale), scale: 0, base: base)
  }

  /// The same without zeros at the end of the integer, so that equal decimal numbers are the same.
  package var normal: ScaledNumber {
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
  package var fraction: Fraction {
    let power = base.power(abs(scale))
    if scale <= 0 { return Fraction(coefficient * power) }
    return (try? Fraction(numerator: coefficient, denominator: power)) ?? 0
  }

  private static let tens: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }

  /// The nearest double.
  package var double: Double {
    // Both are doubles without rounding, so that the quotient is rounded once.
    if base == .ten, Self.tens.indices.contains(scale), let short = coefficient.asInt,
      short.magnitude < 1 << 53
    {
      return Double(short) / Self.tens[scale]
    }
    let power = base.power(abs(scale))
    return scale <= 0
      ? ExactRatio(coefficient * power, over: 1).value
      : ExactRatio(coefficient, over: power).value
  }

  /// All digits, as JSON writes numbers; with an exponent where there would be many zeros.
  package var text: String {
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
      return Self.text(sign, text, exponent: text.utf8.count - 1 - scale)
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
    return Self.text(sign, text, exponent: text.utf8.count - 1 - scale)
  }

  /// Digits with a point behind the first, and an exponent.
  private static func text(_ sign: String, _ digits: String, exponent: Int) -> String {
    var rest = digits.dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)e\(exponent)"
  }
}
