extension Decimal {
  /// Converts a binary floating-point number exactly: 0.1 gives all its 55 digits.
  ///
  /// Use a text or a literal for the decimal number that was meant. The current context signals
  /// that binary and decimal numbers are mixed.
  public init(_ value: Double) {
    DecimalContext.current.note(.floatOperation, "Decimal", .nan)
    self.init(exactly: value)
  }

  /// Converts a binary floating-point number exactly, without a signal.
  init(exactly value: Double) {
    if value.isNaN {
      self = value.isSignalingNaN ? .signalingNaN : .nan
      isNegative = value.sign == .minus
    } else if value.isInfinite {
      self.init(form: .infinity, isNegative: value < 0)
    } else if value == 0 {
      self.init(.zero, isNegative: value.sign == .minus)
    } else {
      // value = significand * 2^exponent, with an odd significand
      var exponent = Int(value.exponent) - 52
      var significand = UInt64(value.significand * 0x1p52)
      let zeros = significand.trailingZeroBitCount
      significand >>= UInt64(zeros)
      exponent += zeros
      let isNegative = value < 0
      if exponent >= 0 {
        let factor = Coefficient(2).power(exponent)
        self.init(Coefficient(significand) * factor, isNegative: isNegative)
      } else {
        // significand / 2^n = significand * 5^n / 10^n
        let factor = Coefficient(5).power(-exponent)
        self.init(
          Coefficient(significand) * factor,
          power: exponent,
          isNegative: isNegative
        )
      }
    }
  }
}

extension DecimalContext {
  /// Converts a binary floating-point number, rounded to the context.
  ///
  /// Signals the mixing.
  public func createDecimal(_ value: Double) throws(DecimalError) -> Decimal {
    try perform("createDecimal") { conditions in
      conditions.insert(.floatOperation)
      return fix(Decimal(exactly: value), &conditions)
    }
  }
}

extension Double {
  /// The double nearest to a number, the even one of two.
  public init(_ value: Decimal) {
    switch value.form {
    case .infinity: self = value.isNegative ? -.infinity : .infinity
    case .quietNaN, .signalingNaN: self = .nan
    case .finite: self = Double(value.description) ?? .nan
    }
  }
}
