extension Fraction {
  /// Makes the fraction that a decimal is, exactly.
  ///
  /// - Returns: `nil` for infinities and NaN, and where the numerator or the denominator would have
  ///   more than ``DecimalContext/defaultDigitLimit`` digits.
  /// - Complexity: That of a division of the length, times the logarithm of it.
  public init?(exactly value: Decimal) {
    let limit = DecimalContext.defaultDigitLimit
    guard value.isFinite, value.isZero || (value.adjusted < limit && value.power >= -limit) else {
      return nil
    }
    guard !value.isZero, value.power < 0 else {
      self.init(BigInteger(truncating: value) ?? 0)
      return
    }
    // Only twos and fives can be cancelled: cheaper than a common divisor.
    let places = -value.power
    let coefficient = BigInteger(value.coefficient)
    let twos = Swift.min(coefficient.trailingZeroBitCount, places)
    let (odd, fives) = (coefficient >> twos).dividedOut(5, atMost: places)
    self.init(
      reduced: value.isNegative ? -odd : odd,
      BigInteger(5).power(places - fives) << (places - twos)
    )
  }
}

extension Decimal {
  /// Makes the decimal that a fraction is, exactly and without zeros at the end.
  ///
  /// - Returns: `nil` for a fraction that no decimal is, such as a third, and where the coefficient
  ///   would have more than ``DecimalContext/defaultDigitLimit`` digits.
  public init?(exactly value: Fraction) {
    let denominator = value.denominator
    let twos = denominator.trailingZeroBitCount
    let (rest, fives) = (denominator >> twos).dividedOut(5, atMost: denominator.bitLength)
    let places = Swift.max(twos, fives)
    // More than there will be: each two or five that is multiplied by has less than a digit.
    let digits = value.numerator.bitLength / 3 + places
    guard rest == 1, digits <= DecimalContext.defaultDigitLimit else { return nil }
    self.init((value.numerator * BigInteger(5).power(places - fives)) << (places - twos))
    power = -places
  }

  /// Makes the decimal nearest to a fraction, as a context rounds.
  ///
  /// `try Decimal(Fraction(1, 3))` is 0.3333333333333333333333333333 in the usual context.
  ///
  /// - Throws: A ``DecimalError`` when that raises a signal which the context traps.
  public init(
    _ value: Fraction,
    in context: DecimalContext = .current
  ) throws(DecimalError) {
    self = try context.createDecimal(value)
  }
}

extension DecimalContext {
  /// Converts a fraction, rounded once to the context.
  public func createDecimal(_ value: Fraction) throws(DecimalError) -> Decimal {
    try perform("createDecimal") { conditions in
      quotient(Decimal(value.numerator), Decimal(value.denominator), &conditions)
    }
  }
}

extension BigInteger {
  /// The number divided by a factor as often as that leaves nothing, up to a limit.
  ///
  /// The factor is squared from step to step, so that a high power takes few divisions.
  fileprivate func dividedOut(
    _ factor: BigInteger,
    atMost limit: Int
  ) -> (rest: BigInteger, count: Int) {
    guard limit > 0, factor.bitLength <= bitLength else { return (self, 0) }
    let (once, remainder) = quotientAndRemainder(dividingBy: factor)
    guard remainder.isZero else { return (self, 0) }
    let (rest, pairs) = once.dividedOut(factor * factor, atMost: (limit - 1) / 2)
    let count = 1 + 2 * pairs
    guard count < limit, case let (last, remainder) = rest.quotientAndRemainder(dividingBy: factor),
      remainder.isZero
    else { return (rest, count) }
    return (last, count + 1)
  }
}
