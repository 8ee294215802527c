extension FixedPoint {
  /// The arc tangent of a number from 0 to 1, within two units of the last place.
  static func arcTangent(_ t: Coefficient, _ limbs: Int) -> Coefficient {
    if t.isZero { return .zero }
    return arcTangentByNewton(t.raisedLimbs(1), limbs + 1).droppingLimbs(1)
  }

  /// By Newton's method of fifth order on the sine and the cosine.
  private static func arcTangentByNewton(_ t: Coefficient, _ limbs: Int) -> Coefficient {
    guard limbs > 3 else {
      // 15 digits become 70, of which up to 57 are wanted.
      let digits = limbs * LimbMath.digits - 18
      let leading = digits >= 0 ? t.shiftedRight(digits) : t.shiftedLeft(-digits)
      let guess = (Double(leading.small ?? 0) * 1e-18).arcTangent
      let start = Coefficient(UInt64(guess * 1e18))
      return improved(
        digits >= 0 ? start.shiftedLeft(digits) : start.shiftedRight(-digits),
        t,
        limbs
      )
    }
    // Each step makes five times the digits right, less a few. The short start has a short burst.
    let before = (limbs + 6) / 5
    let start = arcTangentByNewton(t.droppingLimbs(limbs - before), before)
    return improved(start.raisedLimbs(limbs - before), t, limbs)
  }

  /// y + δ - δ³ / 3, where δ is the tangent of what y lacks.
  private static func improved(_ y: Coefficient, _ t: Coefficient, _ limbs: Int) -> Coefficient {
    let (sine, cosine) = sineAndCosine(y, limbs)
    let (difference, isNegative) = Coefficient.difference(product(t, cosine, limbs), sine)
    if difference.isZero { return y }
    let delta = difference.raisedLimbs(limbs)
      .divided(by: cosine + product(t, sine, limbs)).quotient
    let square = product(delta, delta, limbs)
    let step = delta - product(square, delta, limbs).dividedBy(3).quotient
    return isNegative ? y < step ? .zero : y - step : y + step
  }
}

extension Double {
  /// The arc tangent of a number from 0 to 1, within 1e-15.
  fileprivate var arcTangent: Double {
    // Halved twice, the angle is below 0.2.
    var t = self
    for _ in 0..<2 { t /= 1 + (1 + t * t).squareRoot() }
    let square = t * t
    var (sum, power, n) = (0.0, t, 1.0)
    while Swift.abs(power) > 1e-18 {
      sum += power / n
      power *= -square
      n += 2
    }
    return 4 * sum
  }
}
