import BatteryNumbers
import Foundation

/// Roots, exponentials and logarithms.
extension CalcBuiltin {
  static let powers: [String: CalcBuiltin] = [
    "sqrt": .one { try $0.squareRoot($1, $2) },
    "cbrt": .one { try $0.root($1, 3, $2) },
    "root": CalcBuiltin("x, n", 2...2) { arithmetic, values, column in
      let degree = try arithmetic.int(values[1], column)
      try arithmetic.require(degree != 0, "There is no root of degree 0. Change it.", column)
      return try arithmetic.root(values[0], degree, column)
    },
    "exp": .one(.exp, at: 0, is: 1),
    "ln": .one { try $0.ln($1, $2) },
    "log": CalcBuiltin("x, base", 1...2) { arithmetic, values, column in
      let base = values.count > 1 ? values[1] : .exact(10)
      return try arithmetic.logarithm(values[0], base, column)
    },
    "log2": .one { try $0.logarithm($1, .exact(2), $2) },
    "log10": .one { try $0.logarithm($1, .exact(10), $2) },
    "sinh": .one(.sinh, at: 0, is: 0),
    "cosh": .one(.cosh, at: 0, is: 1),
    "tanh": .one(.tanh, at: 0, is: 0),
    "asinh": .one(.asinh, at: 0, is: 0),
    "acosh": .one { arithmetic, value, column in
      if case .exact(1) = value { return .exact(0) }
      try arithmetic.require(
        arithmetic.compare(value, .exact(1), column) > 0,
        "acosh takes numbers from 1 up. Change the argument.",
        column
      )
      return try arithmetic.apply(.acosh, value, column)
    },
    "atanh": .one { arithmetic, value, column in
      if case .exact(0) = value { return value }
      try arithmetic.require(
        arithmetic.compare(arithmetic.magnitude(value, column), .exact(1), column) < 0,
        "atanh takes numbers between -1 and 1. Change the argument.",
        column
      )
      return try arithmetic.apply(.atanh, value, column)
    },
  ]
}

extension CalcArithmetic {
  func ln(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    if case .exact(1) = value { return .exact(0) }
    try require(
      sign(value, column) > 0,
      "Logarithms are of numbers above 0. Change the argument.",
      column
    )
    return try apply(.ln, value, column)
  }

  /// The logarithm, exact where it is a rational number.
  func logarithm(
    _ value: CalcValue,
    _ base: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    if case .exact(1) = base {
      throw CalcError(.domain, "There is no logarithm to base 1. Change the base.", column: column)
    }
    let above = try ln(value, column)
    if case .exact(let x) = value, case .exact(let b) = base {
      if let exact = rationalLogarithm(x, b) { return .exact(exact) }
      if b == 10 { return try apply(.log10, value, column) }
    }
    return try divide(above, ln(base, column), column)
  }

  /// The fraction p/q with b^p = x^q, for q up to 16; numbers above zero.
  private func rationalLogarithm(_ x: Fraction, _ base: Fraction) -> Fraction? {
    guard base.isNegative == false, !base.isZero else { return nil }
    if x == 1 { return 0 }
    let ratio = x.logarithm / base.logarithm
    guard ratio.isFinite, abs(ratio) < Double(CalcSettings.digitLimit) * 4 else { return nil }
    for q in 1...16 {
      let p = (ratio * Double(q)).rounded()
      guard p != 0, abs(ratio * Double(q) - p) <= 1e-9 * max(1, abs(p)),
        max(base.digits * abs(p), x.digits * Double(q)) < Double(CalcSettings.digitLimit)
      else { continue }
      if base.power(Int(p)) == x.power(q) { return Fraction(Int(p), q) }
    }
    return nil
  }
}
