/// Functions in the current context, each throwing when it raises a trapped signal.
extension Decimal {
  /// The square root.
  public func squareRoot() throws(DecimalError) -> Decimal {
    try DecimalContext.current.squareRoot(self)
  }

  /// The power of e with this exponent.
  public func exp() throws(DecimalError) -> Decimal { try DecimalContext.current.exp(self) }

  /// The natural logarithm.
  public func ln() throws(DecimalError) -> Decimal { try DecimalContext.current.ln(self) }

  /// The logarithm to base ten.
  public func log10() throws(DecimalError) -> Decimal { try DecimalContext.current.log10(self) }

  /// This number to a power.
  public func power(_ exponent: Decimal) throws(DecimalError) -> Decimal {
    try DecimalContext.current.power(self, exponent)
  }

  /// This integer to the power of an integer, modulo another.
  public func power(
    _ exponent: Decimal,
    modulo modulus: Decimal
  ) throws(DecimalError) -> Decimal {
    try DecimalContext.current.power(self, exponent, modulo: modulus)
  }

  /// This number times another plus a third, rounded once.
  public func fma(_ factor: Decimal, _ summand: Decimal) throws(DecimalError) -> Decimal {
    try DecimalContext.current.fma(self, factor, summand)
  }

  /// This number with the exponent of another: `total.quantize("0.01")` has cents.
  ///
  /// - Parameters:
  ///   - pattern: A number with the exponent that is wanted.
  ///   - rounding: How to round; as the current context does when `nil`.
  /// - Returns: The number with that exponent.
  /// - Throws: A ``DecimalError`` when the result needs more digits than the precision.
  public func quantize(
    _ pattern: Decimal,
    rounding: DecimalRounding? = nil
  ) throws(DecimalError) -> Decimal {
    try context(rounding).quantize(self, pattern)
  }

  /// This number rounded to an integer, unless its exponent is positive.
  public func toIntegralValue(rounding: DecimalRounding? = nil) throws(DecimalError) -> Decimal {
    try context(rounding).toIntegralValue(self)
  }

  /// This number without zeros at the end.
  ///
  /// Python's `normalize`.
  public func reduce() throws(DecimalError) -> Decimal { try DecimalContext.current.reduce(self) }

  private func context(_ rounding: DecimalRounding?) -> DecimalContext {
    var context = DecimalContext.current
    if let rounding { context.rounding = rounding }
    return context
  }

  // MARK: Parts

  /// The sign, the digits of the coefficient and the exponent, as Python's `as_tuple` has them.
  public func asTuple() -> (isNegative: Bool, digits: [Int], exponent: Int) {
    (isNegative, digits, exponent)
  }

  /// Two integers, the second above zero and as small as can be, whose quotient this number is.
  ///
  /// - Returns: `nil` for infinities and NaN, and where an integer would have more than
  ///   ``DecimalContext/defaultDigitLimit`` digits.
  /// - Complexity: That of a division of the length, times the logarithm of it.
  public func asIntegerRatio() -> (numerator: Decimal, denominator: Decimal)? {
    guard form == .finite else { return nil }
    if coefficient.isZero { return (.zero, Decimal(.one)) }
    guard power <= DecimalContext.defaultDigitLimit else { return nil }
    let value = stripped
    guard value.power < 0 else {
      let integer = value.coefficient.shiftedLeft(value.power)
      return (Decimal(integer, isNegative: isNegative), Decimal(.one))
    }
    guard let ratio = Fraction(exactly: value) else { return nil }
    return (Decimal(ratio.numerator), Decimal(ratio.denominator))
  }
}
