/// The inverses of the functions of angles, in radians; rounded as ``sin(_:)`` is.
extension DecimalContext {
  /// The angle from -π/2 to π/2 with this sine, for numbers from -1 to 1; others are invalid.
  public func asin(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("asin") { arcSine(a, &$0) }
  }

  /// The angle from 0 to π with this cosine, for numbers from -1 to 1; others are invalid.
  public func acos(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("acos") { arcCosine(a, &$0) }
  }

  /// The angle between -π/2 and π/2 with this tangent.
  public func atan(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("atan") { arcTangent(a, &$0) }
  }

  /// The angle from -π to π at which the point (x, y) is seen from the origin.
  ///
  /// Zeros and infinities have the angles that C's `atan2` gives them: signs of zeros count.
  ///
  /// - Parameters:
  ///   - y: The distance upwards.
  ///   - x: The distance to the right.
  /// - Returns: The angle, negative below the axis.
  /// - Throws: A ``DecimalError`` when a trapped signal is raised.
  public func atan2(_ y: Decimal, _ x: Decimal) throws(DecimalError) -> Decimal {
    try perform("atan2") { arcTangent(y, x, &$0) }
  }

  // MARK: Arc sine and arc cosine

  private func arcSine(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isZero { return fix(a, &conditions) }
    let order = Decimal.order(a.copyAbs, 1)
    if order > 0 { return refuse(.invalidOperation, &conditions) }
    if order == 0 { return multipleOfPi(1, over: 2, isNegative: a.isNegative, &conditions) }
    if let result = nearArgument(a, isBelow: false, &conditions) { return result }
    guard allows(precision + 2 * -a.power + 40, &conditions) else { return .nan }
    // 1 - x², exactly
    let square = Decimal(
      Coefficient.powerOfTen(-2 * a.power) - a.coefficient * a.coefficient,
      power: 2 * a.power
    )
    return settle(digits: digits(behind: a.adjusted), &conditions) { limbs in
      let work = limbs + 1
      // asin x = 2 atan(x / (1 + √(1 - x²)))
      let root = FixedPoint.value(square, 2 * work).squareRoot().root
      let tangent = FixedPoint.value(a, work).raisedLimbs(work)
        .divided(by: Coefficient.one.raisedLimbs(work) + root).quotient
      let half = FixedPoint.arcTangent(tangent, work)
      return Approximation((half + half).droppingLimbs(1), isNegative: a.isNegative)
    }
  }

  private func arcCosine(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isZero { return multipleOfPi(1, over: 2, isNegative: false, &conditions) }
    let order = Decimal.order(a.copyAbs, 1)
    if order > 0 { return refuse(.invalidOperation, &conditions) }
    if order == 0 {
      return a.isNegative ? multipleOfPi(1, over: 1, isNegative: false, &conditions) : .zero
    }
    // Near 1, where the angle is √(2 - 2x), half of the lost digits are lost again.
    let lost = a.isNegative ? 0 : (a.copyAbs.distanceFromOne.map { Swift.max(0, -$0) } ?? 0) / 2 + 1
    guard allows(precision + a.coefficient.digitCount + lost + 40, &conditions) else { return .nan }
    return settle(digits: digits(behind: -lost), &conditions) { limbs in
      let work = limbs + 1
      // An argument below the last place does not show.
      if a.adjusted < -work * LimbMath.digits {
        return Approximation(FixedPoint.halfPi(work).droppingLimbs(1))
      }
      // acos x = 2 atan √((1 - x) / (1 + x))
      let one = Coefficient.powerOfTen(-a.power)
      let square = (one - a.coefficient).raisedLimbs(2 * work)
        .divided(by: one + a.coefficient).quotient
      let half = FixedPoint.arcTangent(square.squareRoot().root, work)
      let angle = half + half
      return Approximation((a.isNegative ? FixedPoint.pi(work) - angle : angle).droppingLimbs(1))
    }
  }

  // MARK: Arc tangent

  private func arcTangent(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return multipleOfPi(1, over: 2, isNegative: a.isNegative, &conditions) }
    if a.isZero { return fix(a, &conditions) }
    if let result = nearArgument(a, isBelow: true, &conditions) { return result }
    return arcTangent(a.copyAbs, Decimal(.one), isNegative: a.isNegative, &conditions)
  }

  private func arcTangent(_ y: Decimal, _ x: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(y, x, &conditions) { return nan }
    let isNegative = y.isNegative
    if y.isZero || x.isInfinite && !y.isInfinite {
      return x.isNegative
        ? multipleOfPi(1, over: 1, isNegative: isNegative, &conditions)
        : Decimal(.zero, isNegative: isNegative)
    }
    if x.isInfinite {
      return multipleOfPi(x.isNegative ? 3 : 1, over: 4, isNegative: isNegative, &conditions)
    }
    if y.isInfinite || x.isZero {
      return multipleOfPi(1, over: 2, isNegative: isNegative, &conditions)
    }
    if !x.isNegative, let result = nearQuotient(y, x, &conditions) { return result }
    return arcTangent(y.copyAbs, x, isNegative: isNegative, &conditions)
  }

  /// The angle of a point above the axis, neither of whose distances is zero.
  private func arcTangent(
    _ y: Decimal,
    _ x: Decimal,
    isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    let isSteep = Decimal.order(y, x.copyAbs) > 0
    let (lower, upper) = isSteep ? (x.copyAbs, y) : (y, x.copyAbs)
    let order = lower.adjusted - upper.adjusted - 1
    let digits = digits(behind: isSteep || x.isNegative ? 0 : order)
    guard
      allows(
        digits + y.coefficient.digitCount + x.coefficient.digitCount + 40,
        &conditions
      )
    else { return .nan }
    return settle(digits: digits, &conditions) { limbs in
      let work = limbs + 1
      let angle = FixedPoint.arcTangent(FixedPoint.quotient(lower, upper, work), work)
      let result: Coefficient =
        switch (isSteep, x.isNegative) {
        case (false, false): angle
        case (false, true): FixedPoint.pi(work) - angle
        case (true, false): FixedPoint.halfPi(work) - angle
        case (true, true): FixedPoint.halfPi(work) + angle
        }
      return Approximation(result.droppingLimbs(1), isNegative: isNegative)
    }
  }

  /// The angle of a point so near the axis to the right that only the rounding tells it from y / x.
  private func nearQuotient(
    _ y: Decimal,
    _ x: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal? {
    // A quotient that is not exact differs from one of the precision's digits by more than the
    // angle does from the quotient.
    let digits = precision + y.coefficient.digitCount + x.coefficient.digitCount + 4
    guard -2 * (y.adjusted - x.adjusted + 1) > digits else { return nil }
    guard allows(digits, &conditions) else { return .nan }
    let shift = Swift.max(0, digits - y.coefficient.digitCount)
    var (quotient, rest) = y.coefficient.shiftedLeft(shift).divided(by: x.coefficient)
    if rest.isZero { quotient -= .one }
    let value = Decimal(quotient, power: y.power - shift - x.power, isNegative: y.isNegative)
    return rounded.finish(value, isShort: true, ideal: value.power, &conditions)
  }

  // MARK: Multiples of π

  func multipleOfPi(
    _ factor: UInt64,
    over divisor: UInt64,
    isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    settle(digits: digits(behind: 0), &conditions) { limbs in
      let value = (FixedPoint.pi(limbs + 1) * factor).dividedBy(divisor).quotient
      return Approximation(value.droppingLimbs(1), isNegative: isNegative)
    }
  }
}

extension FixedPoint {
  /// The quotient of two numbers above zero, of which the first is not the larger; rounded down.
  static func quotient(_ a: Decimal, _ b: Decimal, _ limbs: Int) -> Coefficient {
    let shift = a.power - b.power + limbs * LimbMath.digits
    if a.coefficient.digitCount + shift < b.coefficient.digitCount { return .zero }
    return shift >= 0
      ? a.coefficient.shiftedLeft(shift).divided(by: b.coefficient).quotient
      : a.coefficient.divided(by: b.coefficient.shiftedLeft(-shift)).quotient
  }
}
