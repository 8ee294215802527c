extension DecimalContext {
  /// The cube root, rounded half even whatever the context's rounding.
  public func cubeRoot(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("cubeRoot") { root(a, 3, &$0) }
  }

  /// The number whose power this is, rounded half even whatever the context's rounding.
  ///
  /// An exact root comes exactly, with an exponent as near to that of `a` over the degree as can be.
  /// A negative number has a root of odd degree; of even degree it is invalid.
  ///
  /// - Parameters:
  ///   - a: The power.
  ///   - degree: The exponent, at least 1; less is invalid.
  /// - Returns: The root, with the sign of `a`.
  /// - Throws: A ``DecimalError`` when a trapped signal is raised.
  /// - Complexity: A few dozen products for small degrees, else that of a logarithm and an
  ///   exponential.
  public func root(_ a: Decimal, _ degree: Int) throws(DecimalError) -> Decimal {
    try perform("root") { root(a, degree, &$0) }
  }

  private func root(_ a: Decimal, _ degree: Int, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if degree < 1 { return refuse(.invalidOperation, &conditions) }
    if degree == 1 { return rounded.fix(a, &conditions) }
    if degree == 2 { return root(a, &conditions) }
    let ideal = a.isFinite ? Int((Double(a.power) / Double(degree)).rounded(.down)) : 0
    if a.isZero { return rounded.zero(power: ideal, isNegative: a.isNegative, &conditions) }
    if a.isNegative, degree & 1 == 0 { return refuse(.invalidOperation, &conditions) }
    if a.isInfinite { return a }
    let base = a.copyAbs
    if let distance = base.distanceFromOne,
      distance + 2 - LimbMath.digitCount(UInt64(degree)) < -(precision + 4)
    {
      let isBelow = Decimal.order(base, 1) < 0
      return rounded.nearOne(isBelow, &conditions).withSign(a.isNegative)
    }
    guard allows(precision + a.coefficient.digitCount + 40, &conditions) else { return .nan }
    let context = rounded
    var limbs = FixedPoint.limbs(digits: precision + 8)
    while true {
      guard allows(limbs * LimbMath.digits, &conditions) else { return .nan }
      let (mantissa, power) = rootMantissa(base, degree, limbs)
      if let settled = context.settled(mantissa, power: power, limbs) {
        let value = settled.withSign(a.isNegative)
        return context.finish(value, isShort: true, ideal: value.power, &conditions)
      }
      if let exact = exactRoot(base.stripped, degree, mantissa, power, limbs) {
        return finishExact(exact.withSign(a.isNegative), ideal: ideal, &conditions)
      }
      limbs += 1 + limbs / 4
    }
  }

  /// A root = mantissa · 10^power, with a mantissa from 1 to 10.
  private func rootMantissa(
    _ base: Decimal,
    _ degree: Int,
    _ limbs: Int
  ) -> (mantissa: Coefficient, power: Int) {
    guard degree > FixedPoint.newtonDegree else {
      let power = (base.adjusted - (base.adjusted % degree + degree) % degree) / degree
      let fraction = Decimal(base.coefficient, power: base.power - power * degree)
      return (FixedPoint.root(fraction, degree, limbs), power)
    }
    var x = FixedPoint.logarithm(base, limbs + 2)
    x.magnitude = x.magnitude.dividedBy(UInt64(degree)).quotient
    return exponential(x, limbs)
  }

  /// The root if it is a number of at most one digit more than the precision.
  private func exactRoot(
    _ base: Decimal,
    _ degree: Int,
    _ mantissa: Coefficient,
    _ power: Int,
    _ limbs: Int
  ) -> Decimal? {
    let dropped = mantissa.digitCount - precision - 1
    let place = power - limbs * LimbMath.digits
    let near = Decimal(mantissa, power: place).rounded(to: place + dropped, .halfEven).value
      .stripped
    guard base.power % degree == 0, near.power == base.power / degree else { return nil }
    if near.coefficient == .one || base.coefficient == .one {
      return near.coefficient == base.coefficient ? near : nil
    }
    // A power has at least this many digits.
    let (digits, overflow) = (near.coefficient.digitCount - 1)
      .multipliedReportingOverflow(by: degree)
    guard !overflow, digits < base.coefficient.digitCount,
      degree <= 4 * base.coefficient.digitCount
    else { return nil }
    return near.coefficient.power(degree) == base.coefficient ? near : nil
  }

  /// An exact result, with zeros so that its exponent comes near to the ideal one.
  private func finishExact(
    _ value: Decimal,
    ideal: Int,
    _ conditions: inout Conditions
  ) -> Decimal {
    var value = value
    let spare = precision - value.coefficient.digitCount
    let padding = Swift.max(0, Swift.min(value.power - ideal, spare))
    value.coefficient = value.coefficient.shiftedLeft(padding)
    value.power -= padding
    return rounded.fix(value, &conditions)
  }
}
