/// The hyperbolic functions and their inverses; rounded as ``sin(_:)`` is.
extension DecimalContext {
  /// The hyperbolic sine.
  public func sinh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("sinh") { hyperbolic(a, isCosine: false, &$0) }
  }

  /// The hyperbolic cosine.
  public func cosh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("cosh") { hyperbolic(a, isCosine: true, &$0) }
  }

  /// The hyperbolic tangent.
  public func tanh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("tanh") { hyperbolicTangent(a, &$0) }
  }

  /// The number with this hyperbolic sine.
  public func asinh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("asinh") { inverseSine(a, &$0) }
  }

  /// The number, at least 0, with this hyperbolic cosine; numbers below 1 are invalid.
  public func acosh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("acosh") { inverseCosine(a, &$0) }
  }

  /// The number with this hyperbolic tangent, for numbers from -1 to 1; others are invalid.
  ///
  /// Of 1 and -1 it is an infinity, without a signal, as the logarithm of 0 is.
  public func atanh(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("atanh") { inverseTangent(a, &$0) }
  }

  // MARK: Functions

  private func hyperbolic(
    _ a: Decimal,
    isCosine: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return isCosine ? .infinity : a }
    if a.isZero { return isCosine ? Decimal(.one) : fix(a, &conditions) }
    if isCosine {
      if -2 * (a.adjusted + 1) > precision + 2 { return rounded.nearOne(false, &conditions) }
    } else if let result = nearArgument(a, isBelow: false, &conditions) {
      return result
    }
    let isNegative = a.isNegative && !isCosine
    if a.adjusted >= 10 { return rounded.beyond(true, isNegative, &conditions) }
    let digits = digits(behind: isCosine ? 0 : a.adjusted)
    guard allows(digits + 40, &conditions) else { return .nan }
    return settle(digits: digits, &conditions) { limbs in
      let work = limbs + 1
      let x = FixedPoint.Signed(magnitude: FixedPoint.value(a, work + 2), isNegative: false)
      let (mantissa, power) = exponential(x, work)
      // e^-x, as a multiple of the same power of ten
      let inverse = Coefficient.one.raisedLimbs(2 * work).divided(by: mantissa).quotient
        .shiftedRight(2 * power)
      let twice = isCosine ? mantissa + inverse : mantissa - inverse
      return Approximation(
        twice.dividedBy(2).quotient.droppingLimbs(1),
        power: power,
        isNegative: isNegative
      )
    }
  }

  private func hyperbolicTangent(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return Decimal(.one, isNegative: a.isNegative) }
    if a.isZero { return fix(a, &conditions) }
    if let result = nearArgument(a, isBelow: true, &conditions) { return result }
    let digits = digits(behind: a.adjusted)
    guard allows(digits + 40, &conditions) else { return .nan }
    return settle(digits: digits, &conditions) { limbs in
      // 1 - tanh x < 2 e^-2x < 10^-(0.86 x - 0.31)
      if a.adjusted >= 10 { return .nearOne(isNegative: a.isNegative) }
      let work = limbs + 1
      let half = FixedPoint.value(a, work + 2)
      let x = FixedPoint.Signed(magnitude: half + half, isNegative: true)
      let (mantissa, power) = exponential(x, work)
      if -power > precision + 4 { return .nearOne(isNegative: a.isNegative) }
      let small = mantissa.shiftedRight(-power)
      let one = Coefficient.one.raisedLimbs(work)
      let quotient = (one - small).raisedLimbs(work).divided(by: one + small).quotient
      return Approximation(quotient.droppingLimbs(1), isNegative: a.isNegative)
    }
  }

  // MARK: Inverses

  private func inverseSine(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return a }
    if a.isZero { return fix(a, &conditions) }
    if let result = nearArgument(a, isBelow: true, &conditions) { return result }
    let lost = Swift.max(0, -a.adjusted)
    guard allows(precision + 2 * a.coefficient.digitCount + lost + 40, &conditions) else {
      return .nan
    }
    return settle(digits: digits(behind: a.adjusted), &conditions) { limbs in
      let sum = argumentAndRoot(a.copyAbs, plus: true, limbs + 1)
      let value = FixedPoint.logarithm(sum, limbs + 1).magnitude.droppingLimbs(1)
      return Approximation(value, isNegative: a.isNegative)
    }
  }

  private func inverseCosine(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    let order = a.isInfinite ? (a.isNegative ? -1 : 1) : Decimal.order(a, 1)
    if order < 0 { return refuse(.invalidOperation, &conditions) }
    if order == 0 { return .zero }
    if a.isInfinite { return a }
    // Near 1 it is √(2x - 2).
    let lost = a.distanceFromOne.map { Swift.max(0, -$0) } ?? 0
    guard allows(precision + 2 * a.coefficient.digitCount + lost + 40, &conditions) else {
      return .nan
    }
    return settle(digits: digits(behind: -(lost / 2 + 1)), &conditions) { limbs in
      let sum = argumentAndRoot(a, plus: false, limbs + 1)
      return Approximation(FixedPoint.logarithm(sum, limbs + 1).magnitude.droppingLimbs(1))
    }
  }

  /// x + √(x² ± 1) for a number above zero, with an error of a few units of the last place of its
  /// greater part.
  private func argumentAndRoot(_ x: Decimal, plus: Bool, _ limbs: Int) -> Decimal {
    let digits = limbs * LimbMath.digits
    var square = Decimal(x.coefficient * x.coefficient, power: 2 * x.power)
    // Beside a square of more digits than are wanted the one does not show.
    if x.adjusted <= digits {
      let places = Swift.max(0, -square.power)
      let whole = square.coefficient.shiftedLeft(square.power + places)
      let one = Coefficient.powerOfTen(places)
      square = Decimal(plus ? whole + one : whole - one, power: -places)
    }
    let shift = digits - Swift.max(0, x.adjusted)
    let root = FixedPoint.scaled(square, by: 2 * shift).squareRoot().root
    return Decimal(FixedPoint.scaled(x, by: shift) + root, power: -shift)
  }

  private func inverseTangent(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isZero { return fix(a, &conditions) }
    let order = a.isInfinite ? 1 : Decimal.order(a.copyAbs, 1)
    if order > 0 { return refuse(.invalidOperation, &conditions) }
    if order == 0 { return Decimal(form: .infinity, isNegative: a.isNegative) }
    if let result = nearArgument(a, isBelow: false, &conditions) { return result }
    guard allows(precision + 2 * -a.power + 40, &conditions) else { return .nan }
    let one = Coefficient.powerOfTen(-a.power)
    return settle(digits: digits(behind: a.adjusted), &conditions) { limbs in
      let work = limbs + 1
      // ln((1 + x) / (1 - x)) / 2
      let ratio = (one + a.coefficient).raisedLimbs(work).divided(by: one - a.coefficient).quotient
      let value = FixedPoint.logarithm(Decimal(ratio, power: -work * LimbMath.digits), work)
      return Approximation(
        value.magnitude.dividedBy(2).quotient.droppingLimbs(1),
        isNegative: a.isNegative
      )
    }
  }
}
