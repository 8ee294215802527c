extension DecimalContext {
  /// The square root, rounded half even whatever the context's rounding.
  public func squareRoot(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("squareRoot") { root(a, &$0) }
  }

  func root(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    var context = self
    context.rounding = .halfEven
    if a.isZero {
      return context.zero(power: a.power >> 1, isNegative: a.isNegative, &conditions)
    }
    if a.isNegative { return refuse(.invalidOperation, &conditions) }
    if a.isInfinite { return a }
    guard allows(2 * precision + 4, &conditions) else { return .nan }
    // The root of a coefficient of 2n digits has n; the exponent must be even.
    let digits = a.coefficient.digitCount
    var shift = Swift.max(0, 2 * (precision + 1) - digits)
    if (a.power - shift) & 1 != 0 { shift += 1 }
    let (root, isExact) = a.coefficient.shiftedLeft(shift).squareRoot()
    return context.finish(
      Decimal(root, power: (a.power - shift) >> 1),
      isShort: !isExact,
      ideal: a.power >> 1,
      &conditions
    )
  }
}
