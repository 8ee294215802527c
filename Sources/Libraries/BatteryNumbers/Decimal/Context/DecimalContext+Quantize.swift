extension DecimalContext {
  /// The first number with the exponent of the second.
  public func quantize(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("quantize") { conditions in
      if let nan = nan(a, b, &conditions) { return nan }
      if a.isInfinite || b.isInfinite {
        return a.isInfinite && b.isInfinite ? a : refuse(.invalidOperation, &conditions)
      }
      return quantized(a, to: b.power, &conditions)
    }
  }

  /// The first number with the second, an integer, as its exponent.
  ///
  /// The specification's older form of ``quantize(_:_:)``.
  public func rescale(_ a: Decimal, _ exponent: Decimal) throws(DecimalError) -> Decimal {
    try perform("rescale") { conditions in
      if let nan = nan(a, exponent, &conditions) { return nan }
      if a.isInfinite || exponent.isInfinite {
        return a.isInfinite && exponent.isInfinite ? a : refuse(.invalidOperation, &conditions)
      }
      guard let power = exponent.asInt() else { return refuse(.invalidOperation, &conditions) }
      return quantized(a, to: power, &conditions)
    }
  }

  /// The number rounded to an integer, unless its exponent is positive; signals what was lost.
  public func toIntegralExact(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("toIntegralExact") { integral(a, signals: true, &$0) }
  }

  /// The number rounded to an integer, unless its exponent is positive; signals nothing.
  public func toIntegralValue(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("toIntegralValue") { integral(a, signals: false, &$0) }
  }

  /// The number rounded to the context, without zeros at the end.
  ///
  /// Python's `normalize`.
  public func reduce(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("reduce") { conditions in
      if let nan = nan(a, &conditions) { return nan }
      var value = fix(a, &conditions)
      guard value.isFinite else { return value }
      if value.coefficient.isZero {
        return Decimal(.zero, isNegative: value.isNegative)
      }
      let largest = clamp ? topExponent : maximumExponent
      let zeros = Swift.min(value.coefficient.trailingZeros, Swift.max(0, largest - value.power))
      value.coefficient = value.coefficient.shiftedRight(zeros)
      value.power += zeros
      return value
    }
  }

  func quantized(_ a: Decimal, to power: Int, _ conditions: inout Conditions) -> Decimal {
    guard power >= tinyExponent, power <= maximumExponent else {
      return refuse(.invalidOperation, &conditions)
    }
    if a.coefficient.isZero {
      return fix(Decimal(.zero, power: power, isNegative: a.isNegative), &conditions)
    }
    guard a.adjusted <= maximumExponent, a.adjusted - power + 1 <= precision else {
      return refuse(.invalidOperation, &conditions)
    }
    guard allows(a.adjusted - power + 1, &conditions) else { return .nan }
    let (value, tail) = rounded(a, to: power)
    guard value.adjusted <= maximumExponent, value.coefficient.digitCount <= precision else {
      return refuse(.invalidOperation, &conditions)
    }
    if !value.coefficient.isZero, value.adjusted < minimumExponent {
      conditions.insert(.subnormal)
    }
    if power > a.power {
      conditions.insert(.rounded)
      if tail != .zero { conditions.insert(.inexact) }
    }
    var rest: Conditions = []
    let result = fix(value, &rest)
    conditions.formUnion(rest)
    return result
  }

  private func integral(
    _ a: Decimal,
    signals: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    if let nan = nan(a, &conditions) { return nan }
    if a.isInfinite || a.power >= 0 { return a }
    if a.coefficient.isZero { return Decimal(.zero, isNegative: a.isNegative) }
    let (value, tail) = rounded(a, to: 0)
    if signals {
      conditions.insert(.rounded)
      if tail != .zero { conditions.insert(.inexact) }
    }
    return value
  }

  /// A finite number brought to an exponent, whatever the precision.
  func rounded(_ a: Decimal, to power: Int) -> (value: Decimal, tail: Tail) {
    a.rounded(to: power, rounding)
  }
}

extension Decimal {
  /// A finite number brought to an exponent.
  func rounded(to power: Int, _ rounding: DecimalRounding) -> (value: Decimal, tail: Tail) {
    if power <= self.power {
      let coefficient = self.coefficient.shiftedLeft(self.power - power)
      return (Decimal(coefficient, power: power, isNegative: isNegative), .zero)
    }
    let dropped = power - self.power
    let tail = coefficient.tail(dropped)
    var kept = coefficient.shiftedRight(dropped)
    if rounding.increments(
      isNegative: isNegative,
      lastDigit: UInt64(kept.digit(at: 0)),
      tail: tail
    ) {
      kept += .one
    }
    return (Decimal(kept, power: power, isNegative: isNegative), tail)
  }

  /// The value of a finite integer of few digits; `nil` for all else.
  func asInt() -> Int? {
    guard isInteger else { return nil }
    if coefficient.isZero { return 0 }
    guard adjusted < 19 else { return nil }
    let whole =
      power >= 0 ? coefficient.shiftedLeft(power) : coefficient.shiftedRight(-power)
    guard let magnitude = whole.small else { return nil }
    if isNegative, magnitude == 1 << 63 { return Int.min }
    return Int(exactly: magnitude).map { isNegative ? -$0 : $0 }
  }
}
