import BatteryNumbers

/// A quotient of integers, which becomes a double with one rounding.
struct ExactQuotient {
  var numerator: BigInteger
  /// Positive.
  var denominator: BigInteger

  init(_ numerator: BigInteger, over denominator: BigInteger) {
    self.numerator = numerator
    self.denominator = denominator
  }

  init(_ fraction: Fraction) {
    self.init(fraction.numerator, over: fraction.denominator)
  }

  /// The nearest double, the even one of two that are as near; infinite beyond the largest.
  var value: Double {
    guard !numerator.isZero else { return 0 }
    let (bits, scale) = leading(60, isEven: false)
    let result = Self.rounded(bits, scale)
    return numerator.isNegative ? -result : result
  }

  /// The double that is nearest to the square root, with the sign of the quotient.
  var signedSquareRoot: Double {
    guard !numerator.isZero else { return 0 }
    let (square, scale) = leading(120, isEven: true)
    let root = square.squareRoot()
    // The last bit tells of all that is left out.
    let odd = root * root == square || root.isOdd ? root : root + 1
    let result = Self.rounded(odd, scale / 2)
    return numerator.isNegative ? -result : result
  }

  /// So many leading bits, or two more, and the power of two by which they are multiplied.
  private func leading(_ count: Int, isEven: Bool) -> (bits: BigInteger, scale: Int) {
    let magnitude = numerator.magnitude
    var scale = magnitude.bitLength - denominator.bitLength - count
    if isEven, scale & 1 != 0 { scale -= 1 }
    let (quotient, rest) =
      scale < 0
      ? (magnitude << -scale).quotientAndRemainder(dividingBy: denominator)
      : magnitude.quotientAndRemainder(dividingBy: denominator << scale)
    return (rest.isZero || quotient.isOdd ? quotient : quotient + 1, scale)
  }

  /// The nearest double to an integer of at most 63 bits times a power of two.
  private static func rounded(_ integer: BigInteger, _ scale: Int) -> Double {
    let bits = UInt64(integer.asInt ?? 0)
    let length = 64 - bits.leadingZeroBitCount
    if length + scale > 1_024 { return .infinity }
    let kept = min(53, length + scale + 1_074)
    if kept < 0 { return 0 }
    let dropped = UInt64(length - kept)
    guard dropped > 0 else {
      return Double(sign: .plus, exponent: scale, significand: Double(bits))
    }
    let half: UInt64 = 1 << (dropped - 1)
    let rest = bits & (half << 1 &- 1)
    var result = dropped == 64 ? 0 : bits >> dropped
    if rest > half || rest == half && result & 1 == 1 { result += 1 }
    return Double(sign: .plus, exponent: scale + Int(dropped), significand: Double(result))
  }
}
