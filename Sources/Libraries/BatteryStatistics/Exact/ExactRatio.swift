internal import BatteryNumbers

/// A quotient of two integers times a power of two, which becomes a double with one rounding.
///
/// It is not brought to lowest terms: common divisors of thousands of bits cost more than all else.
struct ExactRatio {
  var numerator: BigInteger
  /// Positive.
  var denominator: BigInteger
  var exponent: Int

  init(_ numerator: BigInteger, over denominator: BigInteger, exponent: Int = 0) {
    self.numerator = numerator
    self.denominator = denominator
    self.exponent = exponent
  }

  init(_ fraction: Fraction) {
    self.init(fraction.numerator, over: fraction.denominator)
  }

  /// The nearest double, the even one of two that are as near; infinite beyond the largest.
  var value: Double {
    if numerator.isZero { return 0 }
    let (bits, scale) = leading(60) { $0 }
    let result = Self.rounded(bits, exponent: scale)
    return numerator.isNegative ? -result : result
  }

  /// The double nearest to the square root.
  ///
  /// - Precondition: The ratio is not negative.
  var squareRoot: Double {
    precondition(!numerator.isNegative, "A negative number has no square root")
    if numerator.isZero { return 0 }
    // The root of 120 bits has 60, and its last bit tells of all that is left.
    let (square, scale) = leading(120) { $0 & 1 == 0 ? $0 : $0 - 1 }
    let root = square.squareRoot()
    let odd = root * root == square ? root : (root.isOdd ? root : root + 1)
    return Self.rounded(odd, exponent: scale / 2)
  }

  /// So many leading bits, or two more, of the absolute value; the last one is set where others
  /// are left out.
  private func leading(_ count: Int, _ settle: (Int) -> Int) -> (bits: BigInteger, scale: Int) {
    let magnitude = numerator.magnitude
    let length = magnitude.bitLength - denominator.bitLength
    let scale = settle(length - count + exponent)
    let shift = exponent - scale
    let (quotient, rest) =
      shift >= 0
      ? (magnitude << shift).quotientAndRemainder(dividingBy: denominator)
      : magnitude.quotientAndRemainder(dividingBy: denominator << -shift)
    return (rest.isZero || quotient.isOdd ? quotient : quotient + 1, scale)
  }

  /// The double nearest to an integer of 55 to 63 bits times a power of two.
  private static func rounded(_ integer: BigInteger, exponent: Int) -> Double {
    let bits = UInt64(integer.asInt ?? 0)
    let length = 64 - bits.leadingZeroBitCount
    // As many bits as a double has there: fewer where it is subnormal.
    let kept = Swift.min(53, length + exponent + 1_074)
    if kept < 0 { return 0 }
    if length + exponent > 1_100 { return .infinity }
    let dropped = UInt64(length - kept)
    var result = bits >> dropped
    let rest = bits & ((1 << dropped) - 1)
    let half: UInt64 = 1 << (dropped - 1)
    if rest > half || (rest == half && result & 1 == 1) { result += 1 }
    // Both factors are powers of two; the product overflows to infinity where it should.
    let scale = exponent + Int(dropped)
    let first = Double(result) * Double(sign: .plus, exponent: scale / 2, significand: 1)
    return first * Double(sign: .plus, exponent: scale - scale / 2, significand: 1)
  }
}
