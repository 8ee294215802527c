import BatteryNumbers
import Foundation

/// Functions of integers.
extension CalcBuiltin {
  static let integers: [String: CalcBuiltin] = [
    "gcd": CalcBuiltin("n, ...", 1...Int.max) { arithmetic, values, column in
      let integers = try values.map { try arithmetic.integer($0, column) }
      return .exact(Fraction(integers.reduce(0, BigInteger.greatestCommonDivisor)))
    },
    "lcm": CalcBuiltin("n, ...", 1...Int.max) { arithmetic, values, column in
      var result: BigInteger = 1
      for value in values {
        let integer = try arithmetic.integer(value, column)
        try arithmetic.check(result.bitLength + integer.bitLength, column)
        result = BigInteger.leastCommonMultiple(result, integer)
      }
      return .exact(Fraction(result))
    },
    "factorial": CalcBuiltin("n", 1...1) { try $0.factorial($1[0], $2) },
    "comb": CalcBuiltin("n, k", 2...2) { arithmetic, values, column in
      let (n, k) = try arithmetic.counts(values, column)
      if k > n { return .exact(0) }
      let fewer = min(k, n - k)
      try arithmetic.check(digits: CalcArithmetic.digits(n, fewer), column)
      return .exact(Fraction(Mathematics.comb(n, k)))
    },
    "perm": CalcBuiltin("n, k", 2...2) { arithmetic, values, column in
      let (n, k) = try arithmetic.counts(values, column)
      if k > n { return .exact(0) }
      try arithmetic.check(digits: CalcArithmetic.digits(n, k), column)
      return .exact(Fraction(Mathematics.perm(n, k)))
    },
  ]
}

extension CalcArithmetic {
  func factorial(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    let whole = try integer(value, column)
    try require(
      !whole.isNegative,
      "Negative numbers have no factorial. Change the argument, or write -(n!).",
      column
    )
    // Stirling's formula is near enough beyond what lgamma takes.
    let n = Double(Fraction(whole))
    let digits = n > 1e300 ? Double.infinity : (lgamma(n + 1) / M_LN10).rounded(.down) + 1
    try check(digits: digits, column, "The factorial")
    return .exact(Fraction(Mathematics.factorial(whole.asInt ?? 0)))
  }

  fileprivate func counts(
    _ values: [CalcValue],
    _ column: Int
  ) throws(CalcError) -> (n: Int, k: Int) {
    let n = try int(values[0], column)
    let k = try int(values[1], column)
    try require(
      n >= 0 && k >= 0,
      "There are no negative numbers of things. Change the arguments.",
      column
    )
    return (n, k)
  }

  /// How many digits the product of the `k` numbers up to `n` has at most.
  fileprivate static func digits(_ n: Int, _ k: Int) -> Double {
    Double(k) * log10(Double(max(n, 2)))
  }
}
