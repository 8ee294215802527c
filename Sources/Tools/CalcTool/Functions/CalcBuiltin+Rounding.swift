import BatteryNumbers

/// Signs, and integers near a number.
extension CalcBuiltin {
  static let rounding: [String: CalcBuiltin] = [
    "abs": .one { try $0.magnitude($1, $2) },
    "sign": .one { .exact(Fraction(try $0.sign($1, $2))) },
    "floor": .one { .exact(Fraction(try $0.floor($1, $2))) },
    "ceil": .one { .exact(Fraction(try -$0.floor($0.negate($1, $2), $2))) },
    "trunc": .one { arithmetic, value, column in
      let floor = try arithmetic.floor(value, column)
      if case .exact(let fraction) = value { return .exact(Fraction(fraction.truncated)) }
      return .exact(Fraction(floor.isNegative ? floor + 1 : floor))
    },
    "round": CalcBuiltin("x, digits", 1...2) { arithmetic, values, column in
      try arithmetic.round(values, column) { $0.rounded() }
    },
    "roundup": CalcBuiltin("x, digits", 1...2) { arithmetic, values, column in
      try arithmetic.round(values, column) { value in
        let half = value.magnitude + Fraction(1, 2)
        return value.isNegative ? -half.floor : half.floor
      }
    },
    "numerator": .one { .exact(Fraction(try $0.exact($1, $2).numerator)) },
    "denominator": .one { .exact(Fraction(try $0.exact($1, $2).denominator)) },
  ]
}

extension CalcArithmetic {
  func magnitude(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    if case .exact(let fraction) = value { return .exact(fraction.magnitude) }
    return try make(.abs, [real(value, column)], column)
  }

  /// Rounds to so many digits after the point, ties as `nearest` has them.
  fileprivate func round(
    _ values: [CalcValue],
    _ column: Int,
    _ nearest: (Fraction) -> BigInteger
  ) throws(CalcError) -> CalcValue {
    let digits = values.count > 1 ? try int(values[1], column) : 0
    try require(
      digits.magnitude <= UInt(CalcSettings.digitLimit),
      "A number has no \(digits.grouped) digits. Take fewer.",
      column
    )
    let scale = Fraction(10).power(digits)
    let scaled = try multiply(values[0], .exact(scale), column)
    if case .exact(let value) = scaled { return .exact(Fraction(nearest(value)) / scale) }
    // A number without an end is no tie.
    let half = try add(scaled, .exact(Fraction(1, 2)), column)
    return .exact(Fraction(try floor(half, column)) / scale)
  }
}
