import BatteryNumbers

/// Interest. The rate is that of one period, as in 5%, and payments come at the end of a period.
extension CalcBuiltin {
  static let money: [String: CalcBuiltin] = [
    // principal · (1 + rate)^periods
    "compound": CalcBuiltin("principal, rate, periods", 3...3) { arithmetic, values, column in
      try arithmetic.multiply(
        values[0],
        arithmetic.growth(values[1], values[2], column),
        column
      )
    },
    // principal · rate / (1 - (1 + rate)^-periods)
    "payment": CalcBuiltin("principal, rate, periods", 3...3) { arithmetic, values, column in
      try arithmetic.require(
        arithmetic.sign(values[2], column) > 0,
        "The number of periods must be above 0. Change it.",
        column
      )
      return try arithmetic.divide(
        values[0],
        arithmetic.annuity(values[1], values[2], column),
        column
      )
    },
    // payment · (1 - (1 + rate)^-periods) / rate
    "present": CalcBuiltin("payment, rate, periods", 3...3) { arithmetic, values, column in
      try arithmetic.multiply(values[0], arithmetic.annuity(values[1], values[2], column), column)
    },
  ]
}

extension CalcArithmetic {
  /// (1 + rate)^periods.
  fileprivate func growth(
    _ rate: CalcValue,
    _ periods: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    try power(add(.exact(1), rate, column), periods, column)
  }

  /// What a payment of 1 at the end of each period is worth today.
  fileprivate func annuity(
    _ rate: CalcValue,
    _ periods: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    if case .exact(let fraction) = rate, fraction.isZero { return periods }
    let discount = try growth(rate, negate(periods, column), column)
    return try divide(subtract(.exact(1), discount, column), rate, column)
  }
}
