extension DecimalContext {
  /// e to a power, correctly rounded, half even whatever the context's rounding.
  ///
  /// - Complexity: A few dozen multiplications of numbers with the result's digits.
  public func exp(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("exp") { exponential(a, &$0) }
  }

  /// The natural logarithm, correctly rounded, half even whatever the context's rounding.
  public func ln(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("ln") { logarithm(a, .e, &$0) }
  }

  /// The logarithm to base ten, correctly rounded, half even whatever the context's rounding.
  public func log10(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("log10") { logarithm(a, .ten, &$0) }
  }

  /// The logarithm to base two, correctly rounded, half even whatever the context's rounding.
  public func log2(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("log2") { logarithm(a, .two, &$0) }
  }

  /// Two to a power, correctly rounded, half even whatever the context's rounding.
  public func exp2(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("exp2") { rounded.power(Decimal(2), a, &$0) }
  }

  /// This context with the rounding of all functions: half even.
  var rounded: DecimalContext {
    var context = self
    context.rounding = .halfEven
    return context
  }

  // MARK: Exponential

  func exponential(_ a: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite { return a.isNegative ? .zero : a }
    if a.coefficient.isZero { return Decimal(.one) }
    let context = rounded
    if a.adjusted < -(precision + 2) {
      guard allows(precision, &conditions) else { return .nan }
      conditions.formUnion([.inexact, .rounded])
      return Decimal(.powerOfTen(precision - 1), power: 1 - precision)
    }
    if a.adjusted >= 10 { return context.beyond(!a.isNegative, false, &conditions) }
    guard allows(precision + 40, &conditions) else { return .nan }
    var limbs = FixedPoint.limbs(digits: precision + 6)
    while true {
      let x = FixedPoint.Signed(
        magnitude: FixedPoint.value(a, limbs + 2),
        isNegative: a.isNegative
      )
      let (mantissa, power) = context.exponential(x, limbs)
      if let settled = context.settled(mantissa, power: power, limbs) {
        return context.finish(settled, isShort: true, ideal: settled.power, &conditions)
      }
      limbs += 1
    }
  }

  /// e^x = mantissa · 10^power for a number with two limbs more; the mantissa is from 1 to 10.
  func exponential(_ x: FixedPoint.Signed, _ limbs: Int) -> (mantissa: Coefficient, power: Int) {
    let work = limbs + 2
    let ten = FixedPoint.logarithmOfTen(work)
    var (multiple, rest) = x.magnitude.divided(by: ten)
    if x.isNegative, !rest.isZero {
      multiple += .one
      rest = ten - rest
    }
    // What the error of ln 10 is multiplied by has far fewer digits than the two spare limbs.
    let power = multiple.asInt() ?? 0
    let mantissa = FixedPoint.exponential(rest.droppingLimbs(1), limbs + 1).droppingLimbs(1)
    return (mantissa, x.isNegative ? -power : power)
  }

  /// A mantissa that is right within four units of its last limb, to a digit more than the
  /// precision; `nil` if those units decide the rounding.
  func settled(_ mantissa: Coefficient, power: Int, _ limbs: Int) -> Decimal? {
    let dropped = mantissa.digitCount - precision - 1
    guard dropped > 0 else { return nil }
    let error = Coefficient(4)
    guard mantissa > error else { return nil }
    let low = (mantissa - error).shiftedRight(dropped)
    guard low == (mantissa + error).shiftedRight(dropped) else { return nil }
    return Decimal(low, power: power - limbs * LimbMath.digits + dropped)
  }

  /// The result for a power so small that the rounding alone decides.
  func nearOne(_ isBelow: Bool, _ conditions: inout Conditions) -> Decimal {
    guard allows(precision + 2, &conditions) else { return .nan }
    let value =
      isBelow
      ? Decimal(.powerOfTen(precision + 2) - .one, power: -(precision + 2))
      : Decimal(.powerOfTen(precision + 1), power: -(precision + 1))
    return finish(value, isShort: true, ideal: value.power, &conditions)
  }

  /// The result for a power so large, or so far below zero, that the exponents do not reach.
  func beyond(
    _ isLarge: Bool,
    _ isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    if isLarge { return overflow(isNegative: isNegative, &conditions) }
    let value = Decimal(.one, power: tinyExponent - 2, isNegative: isNegative)
    return finish(value, isShort: true, ideal: value.power, &conditions)
  }

  // MARK: Logarithms

  private enum LogarithmBase {
    case e, two, ten
  }

  private func logarithm(
    _ a: Decimal,
    _ base: LogarithmBase,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isZero { return Decimal(form: .infinity, isNegative: true) }
    if a.isNegative { return refuse(.invalidOperation, &conditions) }
    if a.isInfinite { return a }
    let context = rounded
    let zeros = a.coefficient.trailingZeros
    if a.coefficient.digitCount == zeros + 1, a.coefficient.digit(at: zeros) == 1 {
      // A power of ten.
      if a.adjusted == 0 { return .zero }
      if base == .ten { return context.fix(Decimal(a.adjusted), &conditions) }
    }
    if base == .two, let exponent = a.exponentOfTwo {
      return context.fix(Decimal(exponent), &conditions)
    }
    // A number near one has a logarithm near zero: digits are lost in front.
    let lost = a.distanceFromOne.map { Swift.max(0, -$0) } ?? 0
    guard allows(precision + a.coefficient.digitCount + lost + 40, &conditions) else { return .nan }
    var limbs = FixedPoint.limbs(digits: precision + lost + 8)
    while true {
      var value = FixedPoint.logarithm(a, limbs + (base == .e ? 0 : 1))
      if base != .e {
        let divisor =
          base == .two
          ? FixedPoint.logarithmOfTwo(limbs + 1) : FixedPoint.logarithmOfTen(limbs + 1)
        value.magnitude = value.magnitude.raisedLimbs(limbs).divided(by: divisor).quotient
      }
      if var settled = context.settled(value.magnitude, power: 0, limbs) {
        settled.isNegative = value.isNegative
        return context.finish(settled, isShort: true, ideal: settled.power, &conditions)
      }
      limbs += 1
    }
  }
}

extension Decimal {
  /// The exponent of the first digit of |self - 1|, for numbers from 0.1 to 10; else `nil`.
  var distanceFromOne: Int? {
    guard form == .finite, adjusted == 0 || adjusted == -1 else { return nil }
    // Both exponents are at most 0 here, save for numbers of one digit.
    let one = power < 0 ? Coefficient.powerOfTen(-power) : .one
    let (difference, _) = Coefficient.difference(coefficient, one)
    return difference.isZero ? nil : power + difference.digitCount - 1
  }

  /// The exponent of a number above zero that is a power of two; else `nil`.
  fileprivate var exponentOfTwo: Int? {
    let value = stripped
    if value.power < 0 {
      // 2^-n = 5^n / 10^n
      let n = -value.power
      let digits = Int(Double(n) * 0.69897) + 1
      guard abs(value.coefficient.digitCount - digits) <= 1 + n / 100_000 else { return nil }
      return value.coefficient == Coefficient(5).power(n) ? -n : nil
    }
    guard value.power == 0 else { return nil }
    var exponent = Int(Double(value.coefficient.digitCount - 1) / 0.30103)
    var power = Coefficient(2).power(exponent)
    while power < value.coefficient {
      power = power + power
      exponent += 1
    }
    return power == value.coefficient ? exponent : nil
  }
}
