internal import BatteryNumbers

/// The powers of ten by which numbers come to the same scale, each computed once.
struct ScalePowers {
  private var tens: [Int: BigInteger] = [:]

  /// An integer times a power of a base.
  ///
  /// - Precondition: The exponent is not negative.
  mutating func product(_ integer: BigInteger, _ base: NumberBase, _ exponent: Int) -> BigInteger {
    if exponent == 0 || integer.isZero { return integer }
    guard base == .ten else { return integer << exponent }
    if let power = tens[exponent] { return integer * power }
    let power = base.power(exponent)
    tens[exponent] = power
    return integer * power
  }

  /// A number as an integer over a power of a base.
  ///
  /// - Precondition: The scale is not below that of the number, and the base is ten where that of the
  ///   number is.
  mutating func integer(_ number: ScaledNumber, _ base: NumberBase, scale: Int) -> BigInteger {
    let number = number.base == base ? number : number.decimal
    return product(number.coefficient, base, scale - number.scale)
  }

  /// Whether a number is less than another.
  mutating func isBefore(_ one: ScaledNumber, _ other: ScaledNumber) -> Bool {
    if one.base != other.base { return isBefore(one.decimal, other.decimal) }
    if one.scale == other.scale { return one.coefficient < other.coefficient }
    let scale = max(one.scale, other.scale)
    return product(one.coefficient, one.base, scale - one.scale)
      < product(other.coefficient, other.base, scale - other.scale)
  }
}
