extension DecimalContext {
  /// The largest number of the context that is less than the operand.
  public func nextMinus(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("nextMinus") { nan(a, &$0) ?? neighbor(a, isUp: false, &$0) }
  }

  /// The smallest number of the context that is greater than the operand.
  public func nextPlus(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("nextPlus") { nan(a, &$0) ?? neighbor(a, isUp: true, &$0) }
  }

  /// The number of the context next to the first operand on the side of the second.
  public func nextToward(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("nextToward") { conditions in
      if let nan = nan(a, b, &conditions) { return nan }
      let order = Decimal.order(a, b)
      if order == 0 { return a.copySign(b) }
      let value = neighbor(a, isUp: order < 0, &conditions)
      if value.isNaN { return value }
      if value.isInfinite {
        conditions.formUnion([.overflow, .inexact, .rounded])
      } else if value.adjusted < minimumExponent {
        conditions.formUnion([.underflow, .subnormal, .inexact, .rounded])
        if value.isZero { conditions.insert(.clamped) }
      }
      return value
    }
  }

  /// The neighbor; only that it needs too many digits is noted.
  private func neighbor(
    _ a: Decimal,
    isUp: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    guard allows(precision, &conditions) else { return .nan }
    var ignored: Conditions = []
    if a.isInfinite {
      guard a.isNegative == isUp else { return a }
      let nines = Coefficient.powerOfTen(precision) - .one
      return Decimal(nines, power: topExponent, isNegative: a.isNegative)
    }
    var context = self
    context.rounding = isUp ? .ceiling : .floor
    let value = context.fix(a, &ignored)
    // Rounding alone may have gone to the neighbor.
    if value.isInfinite || Decimal.order(value, a) != 0 { return value }
    let tiny = Decimal(.one, power: tinyExponent - 1, isNegative: !isUp)
    return context.sum(value, tiny, &ignored)
  }
}
