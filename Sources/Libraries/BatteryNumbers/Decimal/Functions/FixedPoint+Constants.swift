extension FixedPoint {
  private static let piCache = ConstantCache(chudnovsky)
  private static let eCache = ConstantCache { exponential(of: .one, 0, $0) }
  private static let twoCache = ConstantCache { limbs in
    // ln 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749)
    inverseTangent(26, limbs) * 18 + inverseTangent(8_749, limbs) * 8
      - inverseTangent(4_801, limbs) * 2
  }
  private static let tenCache = ConstantCache { limbs in
    // ln 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
    inverseTangent(31, limbs) * 46 + inverseTangent(49, limbs) * 34
      + inverseTangent(161, limbs) * 20
  }

  /// π, within two units of the last place; kept for the next call.
  static func pi(_ limbs: Int) -> Coefficient { piCache.value(limbs) }

  /// Half of π, within two units of the last place.
  static func halfPi(_ limbs: Int) -> Coefficient { pi(limbs).dividedBy(2).quotient }

  /// e, within two units of the last place; kept for the next call.
  static func e(_ limbs: Int) -> Coefficient { eCache.value(limbs) }

  /// The natural logarithm of two, within two units of the last place; kept for the next call.
  static func logarithmOfTwo(_ limbs: Int) -> Coefficient { twoCache.value(limbs) }

  /// The natural logarithm of ten, within two units of the last place; kept for the next call.
  static func logarithmOfTen(_ limbs: Int) -> Coefficient { tenCache.value(limbs) }

  // MARK: Inverse hyperbolic tangents

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

  // MARK: π

  /// π by binary splitting of a series that gives 14 digits a term.
  ///
  /// Chudnovsky and Chudnovsky, *Approximations and complex multiplication according to Ramanujan*
  /// (1988).
  private static func chudnovsky(_ limbs: Int) -> Coefficient {
    let terms = limbs * LimbMath.digits / 14 + 2
    let sum = splitPi(1, terms + 1, needsPower: false)
    // π = 426880 √10005 · factor / (13591409 · factor - total): of both only the top limbs matter.
    let divisor = sum.factor * 13_591_409 - sum.total
    let spare = max(0, divisor.count - limbs - 2)
    let root = Coefficient(10_005).raisedLimbs(2 * limbs).squareRoot().root
    return (sum.factor.droppingLimbs(spare) * 426_880 * root)
      .divided(by: divisor.droppingLimbs(spare)).quotient
  }

  private struct PiSum {
    var power: Coefficient
    var factor: Coefficient
    /// Without its sign, which is that of the first term: the terms alternate and shrink.
    var total: Coefficient
  }

  private static func splitPi(_ start: Int, _ end: Int, needsPower: Bool) -> PiSum {
    if end - start == 1 {
      let j = UInt64(start)
      let power = Coefficient((6 * j - 5) * (2 * j - 1)) * (6 * j - 1)
      // 640320^3 / 24
      let factor = Coefficient(j * j) * j * 10_939_058_860_032_000
      return PiSum(power: power, factor: factor, total: power * (13_591_409 + 545_140_134 * j))
    }
    let middle = (start + end) / 2
    let left = splitPi(start, middle, needsPower: true)
    let right = splitPi(middle, end, needsPower: needsPower)
    let upper = left.total * right.factor
    let lower = left.power * right.total
    return PiSum(
      power: needsPower ? left.power * right.power : .zero,
      factor: left.factor * right.factor,
      total: (middle - start) & 1 == 0 ? upper + lower : upper - lower
    )
  }
}
