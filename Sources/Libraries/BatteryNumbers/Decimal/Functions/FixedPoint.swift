/// Numbers with a fixed count of limbs behind the point, for the functions that need many
/// operations on them: a number x is ⌊x · base^limbs⌋.
///
/// Every function's result is right within one unit of the last place, or says otherwise.
enum FixedPoint {
  /// The product of two numbers.
  @inline(__always)
  static func product(_ a: Coefficient, _ b: Coefficient, _ limbs: Int) -> Coefficient {
    (a * b).droppingLimbs(limbs)
  }

  /// A finite number other than zero without its sign, rounded down.
  static func value(_ a: Decimal, _ limbs: Int) -> Coefficient {
    scaled(a, by: limbs * LimbMath.digits)
  }

  /// A finite number without its sign, times 10^`places`, rounded down.
  static func scaled(_ a: Decimal, by places: Int) -> Coefficient {
    let shift = a.power + places
    return shift >= 0 ? a.coefficient.shiftedLeft(shift) : a.coefficient.shiftedRight(-shift)
  }

  /// How many limbs hold that many digits.
  static func limbs(digits: Int) -> Int { (digits + LimbMath.digits - 1) / LimbMath.digits }
}
