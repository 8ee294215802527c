extension DecimalContext {
  /// The product of two numbers.
  public func multiply(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("multiply") { product(a, b, &$0) }
  }

  /// `a * b + c`, rounded once.
  public func fma(
    _ a: Decimal,
    _ b: Decimal,
    _ c: Decimal
  ) throws(DecimalError) -> Decimal {
    try perform("fma") { productSum(a, b, c, &$0) }
  }

  @inline(__always)
  func product(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal {
    if a.form != .finite || b.form != .finite { return specialProduct(a, b, &conditions) }
    let isNegative = a.isNegative != b.isNegative
    let power = a.power &+ b.power
    if a.coefficient.isSmall, b.coefficient.isSmall, a.coefficient.high | b.coefficient.high == 0,
      !clamp
    {
      let wide = a.coefficient.low.multipliedFullWidth(by: b.coefficient.low)
      let (high, low) = LimbMath.divide(wide.high, wide.low)
      if high | low != 0, let result = exact(low, high, power: power, isNegative) { return result }
    }
    let room = a.coefficient.count &+ b.coefficient.count
    guard allows(room &* LimbMath.digits, &conditions) else { return .nan }
    return a.coefficient.withLimbs { x, xCount in
      b.coefficient.withLimbs { y, yCount in
        withUnsafeTemporaryAllocation(of: Limb.self, capacity: room &+ 1) { memory in
          guard let target = memory.baseAddress else { return .nan }
          Limbs.multiply(target, x, xCount, y, yCount)
          return finish(target, room, power: power, isNegative: isNegative, &conditions)
        }
      }
    }
  }

  private func specialProduct(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    if a.isZero || b.isZero { return refuse(.invalidOperation, &conditions) }
    return Decimal(form: .infinity, isNegative: a.isNegative != b.isNegative)
  }

  private func productSum(
    _ a: Decimal,
    _ b: Decimal,
    _ c: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if a.form != .finite || b.form != .finite {
      if a.isSignalingNaN || b.isSignalingNaN { return nan(a, b, &conditions) ?? .nan }
      // A signalling NaN of the sum goes before a quiet one of the product.
      if a.isNaN || b.isNaN { return nan(a.isNaN ? a : b, c, &conditions) ?? .nan }
      if a.isZero || b.isZero { return refuse(.invalidOperation, &conditions) }
      return sum(
        Decimal(form: .infinity, isNegative: a.isNegative != b.isNegative),
        c,
        &conditions
      )
    }
    guard allows(a.coefficient.digitCount + b.coefficient.digitCount, &conditions) else {
      return .nan
    }
    let exact = Decimal(
      a.coefficient * b.coefficient,
      power: a.power + b.power,
      isNegative: a.isNegative != b.isNegative
    )
    return sum(exact, c, &conditions)
  }
}
