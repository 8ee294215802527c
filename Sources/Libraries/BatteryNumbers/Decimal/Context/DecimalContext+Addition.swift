extension DecimalContext {
  /// The sum of two numbers.
  public func add(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("add") { sum(a, b, &$0) }
  }

  /// The difference of two numbers.
  public func subtract(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("subtract") { difference(a, b, &$0) }
  }

  /// The number added to zero: rounded to the context.
  public func plus(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("plus") { unary(a, negates: false, &$0) }
  }

  /// The number subtracted from zero.
  public func minus(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("minus") { unary(a, negates: true, &$0) }
  }

  /// The magnitude of a number, rounded to the context.
  public func abs(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("abs") { unary(a, negates: a.isNegative, &$0) }
  }

  func unary(_ a: Decimal, negates: Bool, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    var value = negates ? a.copyNegate : a
    // Zero loses its sign, except when the sum of two zeros is rounded down.
    if value.isZero { value.isNegative = rounding == .floor && value.isNegative }
    return fix(value, &conditions)
  }

  func difference(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal {
    if b.isNaN { return sum(a, b, &conditions) }
    return sum(a, b.withSign(!b.isNegative), &conditions)
  }

  @inline(__always)
  func sum(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal {
    if a.form != .finite || b.form != .finite { return specialSum(a, b, &conditions) }
    if a.coefficient.isZero || b.coefficient.isZero { return sumWithZero(a, b, &conditions) }
    if a.power >= b.power {
      return smallSum(a, b) ?? alignedSum(a, b, &conditions)
    }
    return smallSum(b, a) ?? alignedSum(b, a, &conditions)
  }

  /// The sum of two numbers of one limb each whose exponents are near, if it needs no rounding.
  @inline(__always)
  private func smallSum(_ upper: Decimal, _ lower: Decimal) -> Decimal? {
    let gap = upper.power &- lower.power
    let (a, b) = (upper.coefficient, lower.coefficient)
    guard gap < LimbMath.digits, a.isSmall, b.isSmall, a.high | b.high == 0, !clamp else {
      return nil
    }
    let product = a.low.multipliedFullWidth(by: LimbMath.power(gap))
    var (high, low) = LimbMath.divide(product.high, product.low)
    var isNegative = upper.isNegative
    if isNegative == lower.isNegative {
      let room = LimbMath.base &- b.low
      high &+= low >= room ? 1 : 0
      low = low >= room ? low &- room : low &+ b.low
    } else if high > 0 || low > b.low {
      high &-= low < b.low ? 1 : 0
      low = low &- b.low &+ (low < b.low ? LimbMath.base : 0)
    } else {
      low = b.low &- low
      isNegative = lower.isNegative
      if low == 0 { return nil }
    }
    return exact(low, high, power: lower.power, isNegative)
  }

  /// A number of two limbs that needs no rounding; `nil` if it does.
  @inline(__always)
  func exact(_ low: Limb, _ high: Limb, power: Int, _ isNegative: Bool) -> Decimal? {
    let coefficient = Coefficient(low: low, high: high)
    let end = power &+ coefficient.digitCount
    guard coefficient.digitCount <= precision, end <= maximumExponent &+ 1, end > minimumExponent
    else { return nil }
    return Decimal(coefficient, power: power, isNegative: isNegative)
  }

  /// The sum of two numbers other than zero, the first with the larger exponent.
  private func alignedSum(
    _ upper: Decimal,
    _ lower: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    let gap = upper.power &- lower.power
    if gap > 0 {
      let digits = upper.coefficient.digitCount
      let reach = upper.power &+ Swift.min(-1, digits &- precision &- 2)
      if lower.coefficient.digitCount &+ lower.power &- 1 < reach {
        // All of it lies below the digits that count: a one there rounds alike.
        let one = Decimal(.one, power: reach, isNegative: lower.isNegative)
        return alignedSum(upper, one, &conditions)
      }
      guard allows(digits &+ gap, &conditions) else { return .nan }
    }
    let room =
      Swift.max(Limbs.shiftedCount(upper.coefficient.count, by: gap), lower.coefficient.count) + 1
    return upper.coefficient.withLimbs { a, aCount in
      lower.coefficient.withLimbs { b, bCount in
        withUnsafeTemporaryAllocation(of: Limb.self, capacity: room) { memory in
          guard let target = memory.baseAddress else { return .nan }
          let used: Int
          if gap == 0 {
            target.update(from: a, count: aCount)
            used = aCount
          } else {
            used = Limbs.shiftLeft(target, a, aCount, by: gap)
          }
          (target + used).update(repeating: 0, count: room &- used)
          var isNegative = upper.isNegative
          if isNegative == lower.isNegative {
            Limbs.add(target, room, b, bCount)
          } else {
            let order = Limbs.compare(target, used, b, bCount)
            if order > 0 {
              Limbs.subtract(target, room, b, bCount)
            } else if order < 0 {
              Limbs.subtractReversed(target, room, from: b, bCount)
              isNegative = lower.isNegative
            } else {
              return zero(power: lower.power, isNegative: rounding == .floor, &conditions)
            }
          }
          return finish(
            target,
            room,
            power: lower.power,
            isNegative: isNegative,
            &conditions
          )
        }
      }
    }
  }

  private func specialSum(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    if a.isInfinite, b.isInfinite, a.isNegative != b.isNegative {
      return refuse(.invalidOperation, &conditions)
    }
    return a.isInfinite ? a : b
  }

  private func sumWithZero(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if a.coefficient.isZero, b.coefficient.isZero {
      let isNegative =
        a.isNegative == b.isNegative ? a.isNegative : rounding == .floor
      return zero(power: Swift.min(a.power, b.power), isNegative: isNegative, &conditions)
    }
    var value = a.coefficient.isZero ? b : a
    let nothing = a.coefficient.isZero ? a : b
    if nothing.power < value.power {
      // Zeros are added to the right, one more than fits at the most.
      let spare = Swift.max(0, precision - value.coefficient.digitCount) + 1
      let power = Swift.max(nothing.power, value.power - spare)
      guard allows(value.coefficient.digitCount + value.power - power, &conditions) else {
        return .nan
      }
      value.coefficient = value.coefficient.shiftedLeft(value.power - power)
      value.power = power
    }
    return fix(value, &conditions)
  }
}
