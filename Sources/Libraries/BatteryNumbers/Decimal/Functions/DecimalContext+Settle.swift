extension DecimalContext {
  /// What a function gives for a number of limbs: right within three units of the last place.
  struct Approximation {
    var magnitude: Coefficient
    /// The value is magnitude · 10^power, beside the limbs behind the point.
    var power = 0
    var isNegative = false
    /// Whether the value is 1 less something that only the rounding shows.
    var isNearOne = false

    init(_ magnitude: Coefficient, power: Int = 0, isNegative: Bool = false) {
      self.magnitude = magnitude
      self.power = power
      self.isNegative = isNegative
    }

    /// ±1, less something that only the rounding shows.
    static func nearOne(isNegative: Bool) -> Approximation {
      var value = Approximation(.zero, isNegative: isNegative)
      value.isNearOne = true
      return value
    }
  }

  /// Rounds a value that no number of digits gives exactly: computed with more and more limbs
  /// until the error cannot change the rounding (Ziv).
  ///
  /// - Parameters:
  ///   - digits: How many digits behind the point are likely to be enough.
  ///   - conditions: Where the rounding is noted.
  ///   - evaluate: The value for a number of limbs.
  /// - Returns: The value with the digits of the precision, half even.
  func settle(
    digits: Int,
    _ conditions: inout Conditions,
    _ evaluate: (_ limbs: Int) -> Approximation
  ) -> Decimal {
    let context = rounded
    var limbs = FixedPoint.limbs(digits: digits)
    while true {
      guard allows(limbs * LimbMath.digits, &conditions) else { return .nan }
      let value = evaluate(limbs)
      if value.isNearOne {
        return context.nearOne(true, &conditions).withSign(value.isNegative)
      }
      if var settled = context.settled(value.magnitude, power: value.power, limbs) {
        settled.isNegative = value.isNegative
        return context.finish(settled, isShort: true, ideal: settled.power, &conditions)
      }
      let missing = precision + 2 - value.magnitude.digitCount
      limbs += missing > 0 ? FixedPoint.limbs(digits: missing) + 1 : 1 + limbs / 4
    }
  }

  /// The value of a function that begins with x ± x³ / 3 at most, for an argument so small that the
  /// second term shows in the rounding alone; `nil` for other arguments.
  func nearArgument(
    _ a: Decimal,
    isBelow: Bool,
    _ conditions: inout Conditions
  ) -> Decimal? {
    let digits = Swift.max(a.coefficient.digitCount, precision + 2)
    guard -2 * (a.adjusted + 1) > digits else { return nil }
    guard allows(digits, &conditions) else { return .nan }
    let padding = digits - a.coefficient.digitCount
    var value = Decimal(
      a.coefficient.shiftedLeft(padding),
      power: a.power - padding,
      isNegative: a.isNegative
    )
    if isBelow { value.coefficient -= .one }
    return rounded.finish(value, isShort: true, ideal: value.power, &conditions)
  }

  /// How many digits behind the point hold the precision of a value of this order, and a few more.
  func digits(behind order: Int) -> Int { precision + 8 + Swift.max(0, -order) }
}
