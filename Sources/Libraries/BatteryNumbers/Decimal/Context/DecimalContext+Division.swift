extension DecimalContext {
  /// The quotient of two numbers.
  public func divide(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("divide") { quotient(a, b, &$0) }
  }

  /// The integer part of a quotient.
  ///
  /// Python's `//`.
  public func divideInteger(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("divideInteger") { integerDivision(a, b, .quotient, &$0) }
  }

  /// What ``divideInteger(_:_:)`` leaves, with the dividend's sign.
  ///
  /// Python's `%`.
  public func remainder(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("remainder") { integerDivision(a, b, .remainder, &$0) }
  }

  /// The integer part of a quotient, and what it leaves.
  public func divmod(
    _ a: Decimal,
    _ b: Decimal
  ) throws(DecimalError) -> (quotient: Decimal, remainder: Decimal) {
    var conditions: Conditions = []
    let bothNaN = nan(a, b, &conditions) != nil
    if !bothNaN, a.isInfinite, b.isFinite {
      // The quotient is an infinity, the remainder invalid.
      _ = try perform("divmod") { refuse(.invalidOperation, &$0) }
      return (Decimal(form: .infinity, isNegative: a.isNegative != b.isNegative), .nan)
    }
    if !bothNaN, !a.isZero, a.isFinite, b.isZero {
      _ = try perform("divmod") {
        $0.formUnion([.divisionByZero, .invalidOperation])
        return .nan
      }
      return (Decimal(form: .infinity, isNegative: a.isNegative != b.isNegative), .nan)
    }
    let quotient = try perform("divmod") { integerDivision(a, b, .quotient, &$0) }
    let rest = try perform("divmod") { integerDivision(a, b, .remainder, &$0) }
    return (quotient, rest)
  }

  /// The remainder of the integer nearest to a quotient, the even one of two.
  public func remainderNear(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("remainderNear") { nearRemainder(a, b, &$0) }
  }

  // MARK: Division

  @inline(__always)
  func quotient(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal {
    if a.form != .finite || b.form != .finite || a.coefficient.isZero || b.coefficient.isZero {
      return specialQuotient(a, b, &conditions)
    }
    let isNegative = a.isNegative != b.isNegative
    let ideal = a.power &- b.power
    let shift =
      b.coefficient.digitCount &- a.coefficient.digitCount &+ precision &+ 1
    guard allows(precision &+ b.coefficient.digitCount, &conditions) else { return .nan }
    let bCount = b.coefficient.count
    if bCount >= Limbs.newtonThreshold, precision / LimbMath.digits >= Limbs.newtonThreshold {
      return largeQuotient(a, b, shift, &conditions)
    }
    return a.coefficient.withLimbs { x, xCount in
      b.coefficient.withLimbs { y, _ in
        let room = shift > 0 ? Limbs.shiftedCount(xCount, by: shift) : xCount
        let capacity = 2 &* room &+ 3 &+ Limbs.divisionScratch(room, bCount)
        return withUnsafeTemporaryAllocation(of: Limb.self, capacity: capacity) { memory in
          guard let dividend = memory.baseAddress else { return .nan }
          let target = dividend + (room &+ 1)
          let scratch = target + (room &+ 2)
          var isShort = false
          var count: Int
          if shift >= 0 {
            count = Limbs.shiftLeft(dividend, x, xCount, by: shift)
          } else {
            isShort = Limbs.tail(x, xCount, digits: -shift) != .zero
            count = Limbs.shiftRight(dividend, x, xCount, by: -shift)
          }
          if Limbs.divide(target, dividend, count, y, bCount, scratch) { isShort = true }
          count = Limbs.normalized(target, count &- bCount &+ 1)
          var power = ideal &- shift
          if !isShort, power < ideal {
            // An exact quotient comes as near to the ideal exponent as its zeros allow.
            let zeros = Swift.min(Limbs.trailingZeros(target), ideal &- power)
            count = Limbs.shiftRight(target, target, count, by: zeros)
            power &+= zeros
          }
          return finish(
            target,
            count,
            power: power,
            isNegative: isNegative,
            isShort: isShort,
            &conditions
          )
        }
      }
    }
  }

  private func largeQuotient(
    _ a: Decimal,
    _ b: Decimal,
    _ shift: Int,
    _ conditions: inout Conditions
  ) -> Decimal {
    let dividend =
      shift >= 0 ? a.coefficient.shiftedLeft(shift) : a.coefficient.shiftedRight(-shift)
    let isCut = shift < 0 && a.coefficient.tail(-shift) != .zero
    let (quotient, rest) = dividend.divided(by: b.coefficient)
    let value = Decimal(
      quotient,
      power: a.power - b.power - shift,
      isNegative: a.isNegative != b.isNegative
    )
    return finish(
      value,
      isShort: isCut || !rest.isZero,
      ideal: a.power - b.power,
      &conditions
    )
  }

  /// Finishes a quotient or a root: an exact one comes near to its ideal exponent.
  func finish(
    _ value: Decimal,
    isShort: Bool,
    ideal: Int,
    _ conditions: inout Conditions
  ) -> Decimal {
    var value = value
    if !isShort, value.power < ideal, !value.coefficient.isZero {
      let zeros = Swift.min(value.coefficient.trailingZeros, ideal - value.power)
      value.coefficient = value.coefficient.shiftedRight(zeros)
      value.power += zeros
    }
    return value.coefficient.withLimbs { limbs, count in
      withUnsafeTemporaryAllocation(of: Limb.self, capacity: count + 1) { memory in
        guard let copy = memory.baseAddress else { return .nan }
        copy.update(from: limbs, count: count)
        return finish(
          copy,
          count,
          power: value.power,
          isNegative: value.isNegative,
          isShort: isShort,
          &conditions
        )
      }
    }
  }

  private func specialQuotient(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    let isNegative = a.isNegative != b.isNegative
    if a.isInfinite {
      return b.isInfinite
        ? refuse(.invalidOperation, &conditions)
        : Decimal(form: .infinity, isNegative: isNegative)
    }
    if b.isInfinite {
      conditions.insert(.clamped)
      return Decimal(.zero, power: tinyExponent, isNegative: isNegative)
    }
    if b.coefficient.isZero {
      if a.coefficient.isZero { return refuse(.divisionUndefined, &conditions) }
      conditions.insert(.divisionByZero)
      return Decimal(form: .infinity, isNegative: isNegative)
    }
    return zero(power: a.power - b.power, isNegative: isNegative, &conditions)
  }

  // MARK: Integer division

  enum DivisionPart {
    case quotient, remainder
  }

  func integerDivision(
    _ a: Decimal,
    _ b: Decimal,
    _ part: DivisionPart,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    let isNegative = a.isNegative != b.isNegative
    if a.isInfinite {
      return b.isInfinite || part == .remainder
        ? refuse(.invalidOperation, &conditions)
        : Decimal(form: .infinity, isNegative: isNegative)
    }
    if b.isZero {
      if a.isZero { return refuse(.divisionUndefined, &conditions) }
      if part == .remainder { return refuse(.invalidOperation, &conditions) }
      conditions.insert(.divisionByZero)
      return Decimal(form: .infinity, isNegative: isNegative)
    }
    if b.isInfinite {
      return part == .remainder
        ? fix(a, &conditions) : Decimal(.zero, isNegative: isNegative)
    }
    let ideal = Swift.min(a.power, b.power)
    guard let (quotient, rest) = split(a, b, &conditions) else { return .nan }
    if part == .quotient {
      return fix(Decimal(quotient, isNegative: isNegative), &conditions)
    }
    guard let rest else { return lowered(a, to: ideal, &conditions) }
    return fix(Decimal(rest, power: ideal, isNegative: a.isNegative), &conditions)
  }

  /// The integer quotient of finite numbers, and what it leaves at the smaller exponent.
  ///
  /// No remainder where the dividend itself remains. `nil` if the quotient has too many digits.
  private func split(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> (quotient: Coefficient, remainder: Coefficient?)? {
    let difference = a.adjusted - b.adjusted
    if a.isZero || difference <= -2 { return (.zero, nil) }
    guard difference <= precision else {
      conditions.insert(.divisionImpossible)
      return nil
    }
    let gap = a.power - b.power
    let digits = (gap >= 0 ? a : b).coefficient.digitCount + Swift.abs(gap)
    guard allows(digits, &conditions) else { return nil }
    let x = gap > 0 ? a.coefficient.shiftedLeft(gap) : a.coefficient
    let y = gap < 0 ? b.coefficient.shiftedLeft(-gap) : b.coefficient
    let (quotient, rest) = x.divided(by: y)
    guard quotient.digitCount <= precision else {
      conditions.insert(.divisionImpossible)
      return nil
    }
    return (quotient, rest)
  }

  /// A number at an exponent that is at most its own, as far as the precision has room for zeros.
  private func lowered(
    _ value: Decimal,
    to power: Int,
    _ conditions: inout Conditions
  ) -> Decimal {
    if value.coefficient.isZero {
      return zero(power: power, isNegative: value.isNegative, &conditions)
    }
    let spare = Swift.max(0, precision - value.coefficient.digitCount) + 1
    let target = Swift.max(power, value.power - spare)
    guard target < value.power else { return fix(value, &conditions) }
    guard allows(precision + 1, &conditions) else { return .nan }
    let padded = value.coefficient.shiftedLeft(value.power - target)
    return fix(Decimal(padded, power: target, isNegative: value.isNegative), &conditions)
  }

  private func nearRemainder(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    if a.isInfinite { return refuse(.invalidOperation, &conditions) }
    if b.isZero {
      return refuse(a.isZero ? .divisionUndefined : .invalidOperation, &conditions)
    }
    if b.isInfinite { return fix(a, &conditions) }
    let ideal = Swift.min(a.power, b.power)
    guard let (quotient, remainder) = split(a, b, &conditions) else { return .nan }
    guard let rest = remainder else { return lowered(a, to: ideal, &conditions) }
    let gap = b.power - ideal
    let divisor = b.coefficient.shiftedLeft(gap)
    let order = Coefficient.order(rest + rest, divisor)
    guard order > 0 || order == 0 && quotient.isOdd else {
      return fix(Decimal(rest, power: ideal, isNegative: a.isNegative), &conditions)
    }
    // One more: it may not fit either.
    guard (quotient + .one).digitCount <= precision else {
      return refuse(.divisionImpossible, &conditions)
    }
    return fix(Decimal(divisor - rest, power: ideal, isNegative: !a.isNegative), &conditions)
  }
}
