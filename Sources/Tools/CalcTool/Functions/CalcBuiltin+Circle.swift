import BatteryNumbers

/// Trigonometry, in radians.
extension CalcBuiltin {
  static let circle: [String: CalcBuiltin] = [
    "sin": .one(.sin, at: 0, is: 0),
    "cos": .one(.cos, at: 0, is: 1),
    "tan": .one { arithmetic, value, column in
      if case .exact(0) = value { return value }
      return try arithmetic.divide(
        arithmetic.apply(.sin, value, column),
        arithmetic.apply(.cos, value, column),
        column
      )
    },
    "asin": .one { try $0.arc(.asin, $1, $2) },
    "acos": .one { try $0.arc(.acos, $1, $2) },
    "atan": .one(.atan, at: 0, is: 0),
    "atan2": CalcBuiltin("y, x", 2...2) { try $0.angle($1[0], $1[1], $2) },
    "deg": .one { arithmetic, value, column in
      let turn = try arithmetic.divide(.exact(180), arithmetic.pi(column), column)
      return try arithmetic.multiply(value, turn, column)
    },
    "rad": .one { arithmetic, value, column in
      let turn = try arithmetic.divide(arithmetic.pi(column), .exact(180), column)
      return try arithmetic.multiply(value, turn, column)
    },
  ]
}

extension CalcArithmetic {
  fileprivate func pi(_ column: Int) throws(CalcError) -> CalcValue {
    try make(.constant(.pi), [], column)
  }

  /// pi times a fraction.
  private func pi(
    _ numerator: Int,
    _ denominator: Int,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    try multiply(pi(column), .exact(Fraction(numerator, denominator)), column)
  }

  /// asin or acos, which take numbers from -1 to 1.
  fileprivate func arc(
    _ function: CalcRealFunction,
    _ value: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    switch value {
    case .exact(0): return function == .asin ? value : try pi(1, 2, column)
    case .exact(1): return function == .asin ? try pi(1, 2, column) : .exact(0)
    case .exact(-1): return function == .asin ? try pi(-1, 2, column) : try pi(column)
    default: break
    }
    try require(
      compare(magnitude(value, column), .exact(1), column) < 0,
      "\(function.rawValue) takes numbers from -1 to 1. Change the argument.",
      column
    )
    return try apply(function, value, column)
  }

  /// The angle of the point (x, y), from -pi to pi.
  fileprivate func angle(
    _ y: CalcValue,
    _ x: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    let vertical = try sign(y, column)
    switch try sign(x, column) {
    case 0:
      try require(vertical != 0, "The point (0, 0) has no angle. Change an argument.", column)
      return try pi(vertical, 2, column)
    case 1:
      return vertical == 0 ? .exact(0) : try apply(.atan, divide(y, x, column), column)
    default:
      if vertical == 0 { return try pi(column) }
      let angle = try apply(.atan, divide(y, x, column), column)
      return try add(angle, pi(vertical, 1, column), column)
    }
  }
}
