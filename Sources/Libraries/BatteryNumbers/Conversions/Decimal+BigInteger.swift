extension Decimal {
  /// Converts an integer of any size exactly.
  ///
  /// - Complexity: That of a product of the length, times the logarithm of it.
  public init(_ value: BigInteger) {
    let coefficient =
      value.bitLength <= BigInteger.wordByWord
      ? Coefficient(words: value.magnitudeWords.map { UInt64($0) })
      : Coefficient(digits: Array(value.magnitude.text().utf8))
    self.init(coefficient, isNegative: value.isNegative)
  }
}

extension BigInteger {
  /// Up to so many bits, conversion to decimals goes word by word.
  static let wordByWord = 64 * 24

  /// Converts a number that is an integer exactly.
  ///
  /// - Returns: `nil` for infinities, NaN, numbers with a fraction, and integers of more than
  ///   ``DecimalContext/defaultDigitLimit`` digits.
  /// - Complexity: That of a product of the length, times the logarithm of it.
  public init?(exactly value: Decimal) {
    guard value.isInteger else { return nil }
    self.init(truncating: value)
  }

  /// Converts a number towards zero, as Python's `int` does.
  ///
  /// - Returns: `nil` for infinities, NaN, and integers of more than
  ///   ``DecimalContext/defaultDigitLimit`` digits.
  /// - Complexity: That of a product of the length, times the logarithm of it.
  public init?(truncating value: Decimal) {
    guard value.isFinite, value.isZero || value.adjusted < DecimalContext.defaultDigitLimit else {
      return nil
    }
    guard !value.isZero, value.adjusted >= 0 else {
      self.init()
      return
    }
    var whole = BigInteger(value.coefficient.shiftedRight(Swift.max(-value.power, 0)))
    if value.power > 0 { whole *= BigInteger(10).power(value.power) }
    self = value.isNegative ? -whole : whole
  }

  /// Converts the coefficient of a decimal.
  init(_ coefficient: Coefficient) {
    if let small = coefficient.small {
      self.init(negative: false, UInt128(small))
    } else {
      self = Self.parse(coefficient.digits[...], radix: 10) ?? 0
    }
  }
}
