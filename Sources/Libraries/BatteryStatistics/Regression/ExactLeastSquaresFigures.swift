internal import BatteryNumbers

/// What the exact lane knows of a fit, before anything is rounded.
struct ExactLeastSquaresFigures {
  var coefficients: [ExactRatio]
  /// (XᵀWX)⁻¹.
  var inverse: [[ExactRatio]]
  var residualSquares: ExactRatio
  /// About the weighted mean where there is an intercept.
  var totalSquares: ExactRatio
}

extension ExactRatio {
  static func * (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    ExactRatio(
      a.numerator * b.numerator,
      over: a.denominator * b.denominator,
      exponent: a.exponent + b.exponent
    )
  }

  static func * (a: ExactRatio, b: Int) -> ExactRatio {
    ExactRatio(a.numerator * BigInteger(b), over: a.denominator, exponent: a.exponent)
  }

  /// - Precondition: The divisor is positive.
  static func / (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    ExactRatio(
      a.numerator * b.denominator,
      over: a.denominator * b.numerator,
      exponent: a.exponent - b.exponent
    )
  }

  /// - Precondition: The divisor is positive.
  static func / (a: ExactRatio, b: Int) -> ExactRatio {
    ExactRatio(a.numerator, over: a.denominator * BigInteger(b), exponent: a.exponent)
  }

  static func - (a: ExactRatio, b: ExactRatio) -> ExactRatio {
    let lowest = min(a.exponent, b.exponent)
    return ExactRatio(
      ((a.numerator * b.denominator) << (a.exponent - lowest))
        - ((b.numerator * a.denominator) << (b.exponent - lowest)),
      over: a.denominator * b.denominator,
      exponent: lowest
    )
  }

  var isZero: Bool { numerator.isZero }
}
