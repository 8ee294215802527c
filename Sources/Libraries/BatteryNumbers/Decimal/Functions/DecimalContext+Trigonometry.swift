/// The functions of angles, in radians.
///
/// Each result is the true value rounded once, half even whatever the context's rounding: its error
/// is at most half a unit of its last digit, so relative to it at most 10^(1 - precision) / 2. What
/// is not exact raises inexact and rounded; infinities have no sine and raise invalid operation.
///
/// An angle of 10^1,000,000 or more is refused as ``DecimalCondition/insufficientStorage`` before
/// memory is taken: to take the full turns out of it needs as many digits of π.
extension DecimalContext {
  /// The exponent from which an angle is refused.
  public static let angleExponentLimit = 1_000_000

  /// The sine of an angle in radians.
  ///
  /// - Complexity: A few dozen products of numbers with the digits of the result, and of the angle's
  ///   part before the point.
  public func sin(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("sin") { sine(a, isCosine: false, &$0) }
  }

  /// The cosine of an angle in radians.
  ///
  /// - Complexity: As ``sin(_:)``.
  public func cos(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("cos") { sine(a, isCosine: true, &$0) }
  }

  /// The tangent of an angle in radians.
  ///
  /// - Complexity: As ``sin(_:)``.
  public func tan(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("tan") { tangent(a, &$0) }
  }

  private func sine(_ a: Decimal, isCosine: Bool, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return refuse(.invalidOperation, &conditions) }
    if a.isZero { return isCosine ? Decimal(.one) : fix(a, &conditions) }
    if isCosine {
      if -2 * (a.adjusted + 1) > precision + 2 { return rounded.nearOne(true, &conditions) }
    } else if let result = nearArgument(a, isBelow: true, &conditions) {
      return result
    }
    guard allowsAngle(a, &conditions) else { return .nan }
    let order = isCosine ? 0 : a.adjusted
    return settle(digits: digits(behind: order), &conditions) { limbs in
      let work = limbs + 1
      let angle = FixedPoint.reduced(a.copyAbs, work)
      let quadrant = (angle.quadrant + (isCosine ? 1 : 0)) % 4
      var isNegative = quadrant >= 2
      if a.isNegative, !isCosine { isNegative.toggle() }
      if quadrant & 1 == 0 {
        if angle.isBelow { isNegative.toggle() }
        let sine = FixedPoint.sineAndCosine(angle.rest, work).sine
        return Approximation(sine.droppingLimbs(1), isNegative: isNegative)
      }
      let zeros = work * LimbMath.digits - angle.rest.digitCount
      if 2 * zeros > precision + 2 { return .nearOne(isNegative: isNegative) }
      let cosine = FixedPoint.sineAndCosine(angle.rest, work).cosine
      return Approximation(cosine.droppingLimbs(1), isNegative: isNegative)
    }
  }

  private func tangent(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return refuse(.invalidOperation, &conditions) }
    if a.isZero { return fix(a, &conditions) }
    if let result = nearArgument(a, isBelow: false, &conditions) { return result }
    guard allowsAngle(a, &conditions) else { return .nan }
    return settle(digits: digits(behind: a.adjusted), &conditions) { limbs in
      var work = limbs + 2
      var angle = FixedPoint.reduced(a.copyAbs, work)
      let isCotangent = angle.quadrant & 1 == 1
      if isCotangent {
        // Near a pole the error of the sine is multiplied by the square of the cotangent.
        let zeros = work * LimbMath.digits - angle.rest.digitCount
        work += FixedPoint.limbs(digits: 2 * zeros)
        if zeros > 0 { angle = FixedPoint.reduced(a.copyAbs, work) }
      }
      let (sine, cosine) = FixedPoint.sineAndCosine(angle.rest, work)
      let (upper, lower) = isCotangent ? (cosine, sine) : (sine, cosine)
      guard !lower.isZero else { return Approximation(.zero) }
      return Approximation(
        upper.raisedLimbs(limbs).divided(by: lower).quotient,
        isNegative: (a.isNegative != angle.isBelow) != isCotangent
      )
    }
  }

  /// Whether an angle's turns may be taken out; notes the condition if not.
  private func allowsAngle(_ a: Decimal, _ conditions: inout Conditions) -> Bool {
    guard a.adjusted < Self.angleExponentLimit else {
      conditions.insert(.insufficientStorage)
      return false
    }
    return allows(
      precision + a.coefficient.digitCount + 2 * Swift.max(0, a.adjusted) + 40,
      &conditions
    )
  }
}
