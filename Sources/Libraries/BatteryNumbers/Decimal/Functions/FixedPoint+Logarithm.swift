extension FixedPoint {
  /// A number with its sign.
  struct Signed {
    var magnitude: Coefficient
    var isNegative: Bool
  }

  /// The natural logarithm of a finite number above zero, within a few units of the last place.
  static func logarithm(_ x: Decimal, _ limbs: Int) -> Signed {
    let work = limbs + 1
    let exponent = x.adjusted
    let fraction = Decimal(x.coefficient, power: 1 - x.coefficient.digitCount)
    let logarithm = logarithm(fraction: fraction, work)
    let multiple = logarithmOfTen(work) * UInt64(exponent.magnitude)
    var result: Signed
    if exponent >= 0 {
      result = Signed(magnitude: logarithm + multiple, isNegative: false)
    } else {
      let (difference, isNegative) = Coefficient.difference(logarithm, multiple)
      result = Signed(magnitude: difference, isNegative: isNegative)
    }
    result.magnitude = result.magnitude.droppingLimbs(1)
    return result
  }

  /// The logarithm of a number from 1 up to 10, by Newton's method of third order.
  private static func logarithm(fraction f: Decimal, _ limbs: Int) -> Coefficient {
    guard limbs > 2 else { return logarithmByDouble(f, limbs) }
    // Each step triples the limbs that are right, less a few digits.
    let before = (limbs + 4) / 3
    let start =
      before < limbs
      ? logarithm(fraction: f, before).raisedLimbs(limbs - before)
      : logarithmByDouble(f, 2).raisedLimbs(limbs - 2)
    return improved(start, value(f, limbs), limbs)
  }

  /// A step of the method: y + 2 (x - e^y) / (x + e^y).
  private static func improved(_ y: Coefficient, _ x: Coefficient, _ limbs: Int) -> Coefficient {
    let power = exponential(y, limbs)
    let (difference, isNegative) = Coefficient.difference(x, power)
    if difference.isZero { return y }
    let quotient = (difference + difference).raisedLimbs(limbs).divided(by: x + power).quotient
    return isNegative ? y - quotient : y + quotient
  }

  /// The logarithm in up to two limbs: a double's, and one step more.
  private static func logarithmByDouble(_ f: Decimal, _ limbs: Int) -> Coefficient {
    // A start of few digits that is below the truth, then steps until nothing changes.
    let extra = f.coefficient.digitCount - 17
    let leading = extra > 0 ? f.coefficient.shiftedRight(extra) : f.coefficient.shiftedLeft(-extra)
    let double = Double(leading.small ?? 0) * 1e-16
    let guess = max(0, double.naturalLogarithm)
    let digits = Coefficient(UInt64(guess * 1e15))
    var y = digits.shiftedLeft(2 * LimbMath.digits - 15)
    y = improved(y, value(f, 2), 2)
    return limbs == 2 ? y : y.droppingLimbs(2 - limbs)
  }
}

extension Double {
  /// The natural logarithm of a number from 1 to 10, within 1e-14.
  fileprivate var naturalLogarithm: Double {
    // ln s = 2 atanh((s - 1) / (s + 1)) of a significand near 1
    var (s, shifts) = (self, 0.0)
    while s > 1.4142 {
      s /= 2
      shifts += 1
    }
    let t = (s - 1) / (s + 1)
    let square = t * t
    var (sum, power, n) = (0.0, t, 1.0)
    while Swift.abs(power) > 1e-18 {
      sum += power / n
      power *= square
      n += 2
    }
    return 2 * sum + shifts * 0.693147180559945309
  }
}
