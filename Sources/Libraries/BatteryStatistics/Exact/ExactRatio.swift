package import BatteryNumbers

/// A quotient of two integers times a power of two, which becomes a double with one rounding.
///
/// It is not brought to lowest terms: common divisors of thousands of bits cost more than all else.
package struct ExactRatio: Sendable {
  package var numerator: BigInteger
  /// Positive.
  var denominator: BigInteger
  var exponent: Int

  package init(_ numerator: BigInteger, over denominator: BigInteger, exponent: Int = 0) {
    self.numerator = numerator
    self.denominator = denominator
    self.exponent = exponent
  }

  package init(_ fraction: Fraction) {
    self.init(fraction.numerator, over: fraction.denominator)
  }

  /// Whether it is a decimal number, to the last digit.
  package func isEqual(to number: ScaledNumber) -> Bool {
    guard number.base == .ten else { return false }
    let (scale, ten) = (number.scale, BigInteger(10))
    let left = (numerator << max(exponent, 0)) * ten.power(max(scale, 0))
    let right = (number.coefficient << max(-exponent, 0)) * denominator * ten.power(max(-scale, 0))
    return left == right
  }

  /// The nearest double, the even one of two that are as near; infinite beyond the largest.
  package var value: Double {
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

  /// The double nearest to the square root of the absolute value, with the sign of the ratio.
  package var signedSquareRoot: Double {
    numerator.isNegative ? -magnitude.squareRoot : squareRoot
  }

  private var magnitude: ExactRatio {
    ExactRatio(numerator.magnitude, over: denominator, exponent: exponent)
  }

  /// The nearest number of 17 digits, for what is beyond doubles: an integer over 10^scale.
  ///
  /// - Parameter isRoot: Whether the square root of the absolute value is meant, with the sign of the
  ///   ratio.
  /// - Returns: The integer, of 17 digits, and the scale.
  package func decimal(isRoot: Bool = false) -> (coefficient: BigInteger, scale: Int) {
    guard !numerator.isZero else { return (0, 0) }
    let digits = 17
    let above = numerator.magnitude << max(exponent, 0)
    let below = denominator << max(-exponent, 0)
    let bits = Double(above.bitLength - below.bitLength) / (isRoot ? 2 : 1)
    // Right or off by one, which the first result tells.
    var scale = digits - 1 - Int((bits * 0.30103).rounded(.down))
    let (least, limit) = (BigInteger(10).power(digits - 1), BigInteger(10).power(digits))
    while true {
      let result = Self.rounded(above, below, scale: scale, isRoot: isRoot)
      if result < least {
        scale += 1
      } else if result >= limit {
        scale -= 1
      } else {
        return (numerator.isNegative ? -result : result, scale)
      }
    }
  }

  /// The integer nearest to a quotient, or its root, times 10^scale.
  private static func rounded(
    _ above: BigInteger,
    _ below: BigInteger,
    scale: Int,
    isRoot: Bool
  ) -> BigInteger {
    let power = BigInteger(10).power(Int(scale.magnitude) * (isRoot ? 2 : 1))
    let (above, below) = scale < 0 ? (above, below * power) : (above * power, below)
    // Twice the value, of which half is left out or rounded up.
    let double = isRoot ? (4 * above / below).squareRoot() : 2 * above / below
    return (double + 1) / 2
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
