extension Decimal: ExpressibleByIntegerLiteral {
  /// Creates a number of any size from a literal, exactly.
  public init(integerLiteral value: StaticBigInt) {
    let isNegative = value.signum() < 0
    let words = (0..<(value.bitWidth + 63) / 64).map { index in
      UInt64(value[index])
    }
    guard isNegative else {
      self.init(Coefficient(words: words))
      return
    }
    // Two's complement: the magnitude is the inverted bits, plus one.
    self.init(Coefficient(words: words.map { ~$0 }) + .one, isNegative: true)
  }
}

extension Decimal: ExpressibleByFloatLiteral {
  /// Creates a number from a literal with a point or an exponent.
  ///
  /// The compiler hands over a `Double`: what is created is the shortest number that rounds to it.
  /// So literals of up to 15 digits are exact, save for zeros at the end; write a text for more:
  /// `"3.14159265358979323846"`.
  public init(floatLiteral value: Double) {
    self = Decimal(value.description) ?? .nan
  }
}

extension Decimal: ExpressibleByStringLiteral {
  /// Creates a number from a literal text, exactly: `let price: Decimal = "19.90"`.
  ///
  /// A text that is no number gives NaN, and is invalid in the current context.
  public init(stringLiteral value: String) {
    if let number = try? Decimal(parsing: value) {
      self = number
    } else {
      self = .nan
      DecimalContext.current.note(.conversionSyntax, "literal", .nan)
    }
  }
}
