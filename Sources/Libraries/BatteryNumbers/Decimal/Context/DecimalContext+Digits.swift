extension DecimalContext {
  /// The digits of the first number, to the precision, rotated by the second to the left.
  public func rotate(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("rotate") { conditions in
      moved(a, b, &conditions) { digits, places in
        let places = places < 0 ? places + precision : places
        return digits.lowDigits(precision - places).shiftedLeft(places)
          + digits.shiftedRight(precision - places)
      }
    }
  }

  /// The digits of the first number, to the precision, shifted by the second to the left.
  public func shift(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("shift") { conditions in
      moved(a, b, &conditions) { digits, places in
        places < 0
          ? digits.shiftedRight(-places)
          : digits.lowDigits(precision - places).shiftedLeft(places)
      }
    }
  }

  private func moved(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions,
    _ move: (Coefficient, Int) -> Coefficient
  ) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    guard b.isFinite, b.power == 0, let places = b.asInt(), Swift.abs(places) <= precision else {
      return refuse(.invalidOperation, &conditions)
    }
    if a.isInfinite { return a }
    guard allows(a.coefficient.digitCount + Swift.abs(places), &conditions) else { return .nan }
    var value = a
    value.coefficient = move(a.coefficient.lowDigits(precision), places)
    return value
  }

  // MARK: Logical operations

  /// The digit-wise conjunction of two numbers made of the digits 0 and 1.
  public func logicalAnd(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("logicalAnd") { logical(a, b, &$0) { $0 & $1 } }
  }

  /// The digit-wise disjunction of two numbers made of the digits 0 and 1.
  public func logicalOr(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("logicalOr") { logical(a, b, &$0) { $0 | $1 } }
  }

  /// The digit-wise exclusive or of two numbers made of the digits 0 and 1.
  public func logicalXor(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("logicalXor") { logical(a, b, &$0) { $0 ^ $1 } }
  }

  /// The number with each digit, to the precision, 1 instead of 0 and 0 instead of 1.
  public func logicalInvert(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("logicalInvert") { conditions in
      guard allows(precision, &conditions) else { return .nan }
      let ones = Decimal(Coefficient(digits: [UInt8](repeating: 0x31, count: precision)))
      return logical(a, ones, &conditions) { $0 ^ $1 }
    }
  }

  private func logical(
    _ a: Decimal,
    _ b: Decimal,
    _ conditions: inout Conditions,
    _ combine: (UInt8, UInt8) -> UInt8
  ) -> Decimal {
    guard let x = bits(a), let y = bits(b) else {
      return refuse(.invalidOperation, &conditions)
    }
    let length = Swift.min(precision, Swift.max(x.count, y.count))
    let digits = (1...length).map { place in
      let first = place <= x.count ? x[x.count - place] & 1 : 0
      let second = place <= y.count ? y[y.count - place] & 1 : 0
      return combine(first, second) + 0x30
    }
    return Decimal(Coefficient(digits: Array(digits.reversed())))
  }

  private func bits(_ a: Decimal) -> [UInt8]? {
    guard a.isFinite, a.power == 0, !a.isNegative else { return nil }
    let digits = a.coefficient.digits
    return digits.allSatisfy { $0 <= 0x31 } ? digits : nil
  }

  // MARK: Exponents

  /// The exponent of a number's first digit, as a number.
  public func logb(_ a: Decimal) throws(DecimalError) -> Decimal {
    try perform("logb") { conditions in
      if let nan = nan(a, &conditions) { return nan }
      if a.isInfinite { return .infinity }
      if a.coefficient.isZero {
        conditions.insert(.divisionByZero)
        return Decimal(form: .infinity, isNegative: true)
      }
      return fix(Decimal(a.adjusted), &conditions)
    }
  }

  /// The first number with the second, an integer, added to its exponent.
  public func scaleb(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("scaleb") { conditions in
      if let nan = nan(a, b, &conditions) { return nan }
      guard b.isFinite, b.power == 0, let places = b.asInt(),
        Swift.abs(places) <= 2 * (maximumExponent + precision)
      else { return refuse(.invalidOperation, &conditions) }
      if a.isInfinite { return a }
      var value = a
      value.power += places
      return fix(value, &conditions)
    }
  }

  // MARK: Classes

  /// Whether a number is finite, other than zero, and not below the smallest normal one.
  public func isNormal(_ a: Decimal) -> Bool {
    a.isFinite && !a.coefficient.isZero && a.adjusted >= minimumExponent
  }

  /// Whether a number is finite, other than zero, and below the smallest normal one.
  public func isSubnormal(_ a: Decimal) -> Bool {
    a.isFinite && !a.coefficient.isZero && a.adjusted < minimumExponent
  }

  /// The name of a number's class, such as `+Normal` or `-Infinity`.
  public func numberClass(_ a: Decimal) -> String {
    if a.isSignalingNaN { return "sNaN" }
    if a.isNaN { return "NaN" }
    let kind =
      a.isInfinite
      ? "Infinity" : (a.isZero ? "Zero" : (isSubnormal(a) ? "Subnormal" : "Normal"))
    return (a.isNegative ? "-" : "+") + kind
  }
}
