import BatteryNumbers

/// Signs, and integers near a number.
extension CalcBuiltin {
  static let rounding: [String: CalcBuiltin] = [
    "abs": .one { try $0.magnitude($1, $2) },
    "sign": .one { .exact(Fraction(try $0.sign($1, $2))) },
    "floor": to {
      $0.floor
    } real: {
      $0
    },
    "ceil": to {
      -(-$0).floor
    } real: {
      $0 + 1
    },
    "trunc": towardsZero,
    "rounddown": towardsZero,
    "roundup": to {
      $0.isNegative ? $0.floor : -(-$0).floor
    } real: {
      $0.isNegative ? $0 : $0 + 1
    },
    "round": nearest { $0.rounded() },
    "roundhalfup": nearest { value in
      let half = value.magnitude + Fraction(1, 2)
      return value.isNegative ? -half.floor : half.floor
    },
    "numerator": .one { .exact(Fraction(try $0.exact($1, $2).numerator)) },
    "denominator": .one { .exact(Fraction(try $0.exact($1, $2).denominator)) },
  ]

  private static let towardsZero = to {
    $0.truncated
  } real: {
    $0.isNegative ? $0 + 1 : $0
  }

  /// Rounds to an integer: a fraction itself, and a number without an end by the integer below it.
  private static func to(
    _ exact: @escaping @Sendable (Fraction) -> BigInteger,
    real: @escaping @Sendable (BigInteger) -> BigInteger
  ) -> CalcBuiltin {
    CalcBuiltin("x, digits", 1...2) { arithmetic, values, column in
      try arithmetic.round(values, column, exact) { value in
        real(try arithmetic.floor(value, column))
      }
    }
  }

  /// Rounds to the nearest integer, ties as the function has them.
  private static func nearest(
    _ exact: @escaping @Sendable (Fraction) -> BigInteger
  ) -> CalcBuiltin {
    CalcBuiltin("x, digits", 1...2) { arithmetic, values, column in
      try arithmetic.round(values, column, exact) { value in
        // A number without an end is no tie.
        let half = try arithmetic.add(value, .exact(Fraction(1, 2)), column)
        return try arithmetic.floor(half, column)
      }
    }
  }
}

extension CalcArithmetic {
  func magnitude(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    if case .exact(let fraction) = value { return .exact(fraction.magnitude) }
    return try make(.abs, [real(value, column)], column)
  }

  /// Rounds to so many digits after the point as `exact` and `real` round to integers.
  fileprivate func round(
    _ values: [CalcValue],
    _ column: Int,
    _ exact: (Fraction) -> BigInteger,
    _ real: (CalcValue) throws -> BigInteger
  ) throws -> CalcValue {
    let digits = values.count > 1 ? try int(values[1], column) : 0
    try require(
      digits.magnitude <= UInt(CalcSettings.digitLimit),
      "A number has no \(digits.grouped) digits. Take fewer.",
      column
    )
    let scale = Fraction(10).power(digits)
    let scaled = try multiply(values[0], .exact(scale), column)
    if case .exact(let value) = scaled { return .exact(Fraction(exact(value)) / scale) }
    return .exact(Fraction(try real(scaled)) / scale)
  }
}
