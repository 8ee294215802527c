extension FixedPoint {
  /// Up to this degree, Newton's method gives a root faster than a logarithm does.
  ///
  /// It loses as many digits, which a limb makes up for.
  static let newtonDegree = 16

  /// The root of degree n of a number from 1 up to 10^n, within a unit of the last place; for n up
  /// to ``newtonDegree``.
  static func root(_ f: Decimal, _ degree: Int, _ limbs: Int) -> Coefficient {
    let work = limbs + 2
    // f^(1/n) = f · (f^(-1/n))^(n - 1), without a division
    let inverse = inverseRoot(f, degree, work)
    return product(value(f, work), power(inverse, degree - 1, work), work).droppingLimbs(2)
  }

  /// f^(-1/n), right but for the last limb.
  private static func inverseRoot(_ f: Decimal, _ degree: Int, _ limbs: Int) -> Coefficient {
    guard limbs > 6 else {
      let part = logarithm(f, limbs).magnitude.dividedBy(UInt64(degree)).quotient
      return Coefficient.one.raisedLimbs(2 * limbs)
        .divided(by: exponential(part, limbs)).quotient
    }
    let before = limbs / 2 + 2
    let start = inverseRoot(f, degree, before).raisedLimbs(limbs - before)
    // y + y (1 - f yⁿ) / n doubles the digits that are right.
    let (error, isNegative) = Coefficient.difference(
      Coefficient.one.raisedLimbs(limbs),
      product(value(f, limbs), power(start, degree, limbs), limbs)
    )
    let step = product(start, error, limbs).dividedBy(UInt64(degree)).quotient
    return isNegative ? start - step : start + step
  }

  private static func power(_ x: Coefficient, _ exponent: Int, _ limbs: Int) -> Coefficient {
    var result = x
    for bit in (0..<(Int.bitWidth - exponent.leadingZeroBitCount - 1)).reversed() {
      result = product(result, result, limbs)
      if exponent >> bit & 1 == 1 { result = product(result, x, limbs) }
    }
    return result
  }
}
