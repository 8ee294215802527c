import Synchronization

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

  // MARK: ln 10

  private static let cache = Mutex<(limbs: Int, value: Coefficient)>((0, .zero))

  /// The natural logarithm of ten, within two units of the last place; kept for the next call.
  static func logarithmOfTen(_ limbs: Int) -> Coefficient {
    let known = cache.withLock { $0 }
    if known.limbs >= limbs { return known.value.droppingLimbs(known.limbs - limbs) }
    let work = limbs + 2
    // ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
    let sum =
      inverseTangent(31, work) * 46 + inverseTangent(49, work) * 34 + inverseTangent(161, work) * 20
    let value = sum.droppingLimbs(1)
    cache.withLock { if $0.limbs < limbs + 1 { $0 = (limbs + 1, value) } }
    return value.droppingLimbs(1)
  }

  /// The hyperbolic arc tangent of 1 / n, by binary splitting.
  private static func inverseTangent(_ n: UInt64, _ limbs: Int) -> Coefficient {
    let digitsPerTerm = 2 * Double(n).logarithm10
    let terms = Int(Double(limbs * LimbMath.digits) / digitsPerTerm) + 2
    let sum = splitTangent(n * n, 0, terms)
    return (sum.total * n).raisedLimbs(limbs).divided(by: sum.odd * sum.power).quotient
  }

  /// The terms 1 / ((2i + 1) square^(i - start + 1)), as total / (odd * power).
  private static func splitTangent(
    _ square: UInt64,
    _ start: Int,
    _ end: Int
  ) -> (power: Coefficient, odd: Coefficient, total: Coefficient) {
    if end - start == 1 {
      return (Coefficient(square), Coefficient(UInt64(2 * start + 1)), .one)
    }
    let middle = (start + end) / 2
    let left = splitTangent(square, start, middle)
    let right = splitTangent(square, middle, end)
    return (
      left.power * right.power, left.odd * right.odd,
      left.total * right.odd * right.power + left.odd * right.total
    )
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
