import BatteryNumbers
import Foundation

/// The operations on numbers: exact on fractions, and on real numbers as exact as is asked.
struct CalcArithmetic {
  let questions: CalcQuestions

  // MARK: Real numbers

  func real(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcReal {
    switch value {
    case .exact(let fraction): return CalcReal(.exact(fraction))
    case .real(let real): return real
    case .truth: throw Self.noNumber(column)
    }
  }

  static func noNumber(_ column: Int) -> CalcError {
    CalcError(
      .name,
      "A comparison is where a number should be. Use if(condition, value, other).",
      column: column
    )
  }

  /// A new real number, computed once so that it is known to be within the limits.
  func make(
    _ operation: CalcReal.Operation,
    _ operands: [CalcReal],
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    try questions.checkTime(column)
    let value = CalcReal(operation, operands)
    let settings = questions.settings
    _ = try questions.ball(value, settings.firstPrecision, column)
    guard value.isTooDeep else { return .real(value) }
    // The digits that are known of a value without a history limit what can be said of it.
    guard let ball = try questions.ball(value, settings.firstPrecision * 2, column) else {
      throw CalcError(
        .tooLarge,
        "The value is made of more values than are kept. Write a shorter expression.",
        column: column
      )
    }
    return .real(CalcReal(.known(ball)))
  }

  func apply(
    _ function: CalcRealFunction,
    _ value: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    try make(.function(function), [real(value, column)], column)
  }

  // MARK: Sizes

  /// Refuses a result of more bits than numbers may have, surely.
  func check(_ bits: Int, _ column: Int) throws(CalcError) {
    try check(digits: Double(bits) * 0.301_029_995_663 - 2, column)
  }

  /// An exact number, refused when it has a digit more than numbers may have.
  private func limited(_ value: Fraction, _ column: Int) throws(CalcError) -> CalcValue {
    for part in [value.numerator, value.denominator]
    where part.bitLength > CalcSettings.digitLimit * 3 {
      try check(digits: (part.commonLogarithm + 1e-7).rounded(.down) + 1, column)
    }
    return .exact(value)
  }

  /// An exact result where it is not too long; else a real one, unless an integer is expected.
  private func exact(
    _ x: Fraction,
    _ y: Fraction,
    _ operation: CalcReal.Operation,
    _ column: Int,
    _ body: (Fraction, Fraction) -> Fraction
  ) throws(CalcError) -> CalcValue {
    do throws(CalcError) {
      try check(x.size + y.size, column)
      return try limited(body(x, y), column)
    } catch {
      if x.isInteger, y.isInteger { throw error }
      return try make(operation, [CalcReal(.exact(x)), CalcReal(.exact(y))], column)
    }
  }

  func check(
    digits: Double,
    _ column: Int,
    _ what: @autoclosure () -> String = "The result"
  ) throws(CalcError) {
    guard digits > Double(CalcSettings.digitLimit) else { return }
    let count =
      if digits < 1e15 {
        Int(digits).grouped
      } else {
        digits.isFinite ? "about 1e\(Int(log10(digits)))" : "more than 1e300"
      }
    throw CalcError(
      .tooLarge,
      "\(what()) would have \(count) digits; \(CalcSettings.digitLimit.grouped) are the limit."
        + " Take smaller numbers, or logarithms.",
      column: column
    )
  }

  // MARK: The four

  func negate(_ value: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    if case .exact(let a) = value { return .exact(-a) }
    return try make(.negate, [real(value, column)], column)
  }

  func add(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    guard case .exact(let x) = a, case .exact(let y) = b else {
      return try make(.add, [real(a, column), real(b, column)], column)
    }
    return try exact(x, y, .add, column, +)
  }

  func subtract(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    guard case .exact(let x) = a, case .exact(let y) = b else {
      return try make(.subtract, [real(a, column), real(b, column)], column)
    }
    return try exact(x, y, .subtract, column, -)
  }

  func multiply(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    switch (a, b) {
    case (.exact(let x), .exact(let y)): return try exact(x, y, .multiply, column, *)
    case (.exact(let x), .real) where x.isZero, (.real, .exact(let x)) where x.isZero:
      return .exact(0)
    default: return try make(.multiply, [real(a, column), real(b, column)], column)
    }
  }

  func divide(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    try checkDivisor(b, column)
    guard case .exact(let x) = a, case .exact(let y) = b else {
      if case .exact(let x) = a, x.isZero { return a }
      return try make(.divide, [real(a, column), real(b, column)], column)
    }
    return try exact(x, y, .divide, column, /)
  }

  private func checkDivisor(_ value: CalcValue, _ column: Int) throws(CalcError) {
    switch value {
    case .exact(let fraction):
      guard fraction.isZero else { return }
      throw CalcError(
        .domain,
        "Nothing can be divided by zero. Change the divisor.",
        column: column
      )
    case .real(let real): _ = try questions.sign(of: real, "The divisor", column)
    case .truth: throw Self.noNumber(column)
    }
  }

  /// The quotient rounded down, and what is left, which has the divisor's sign.
  func floorDivide(
    _ a: CalcValue,
    _ b: CalcValue,
    _ column: Int
  ) throws(CalcError) -> (quotient: Fraction, rest: CalcValue) {
    try checkDivisor(b, column)
    if case .exact(let x) = a, case .exact(let y) = b {
      try check(x.size + y.size, column)
      let (quotient, rest) = x.floorDivided(by: y)
      return (Fraction(quotient), .exact(rest))
    }
    let quotient = Fraction(try floor(divide(a, b, column), column))
    let rest = try subtract(a, multiply(.exact(quotient), b, column), column)
    return (quotient, rest)
  }

  func floor(_ value: CalcValue, _ column: Int) throws(CalcError) -> BigInteger {
    switch value {
    case .exact(let fraction): return fraction.floor
    case .real(let real): return try questions.floor(real, column)
    case .truth: throw Self.noNumber(column)
    }
  }

  // MARK: Order

  func sign(_ value: CalcValue, _ column: Int) throws(CalcError) -> Int {
    switch value {
    case .exact(let fraction): return fraction.isZero ? 0 : fraction.isNegative ? -1 : 1
    case .real(let real): return try questions.sign(of: real, "The value", column)
    case .truth: throw Self.noNumber(column)
    }
  }

  /// -1, 0 or 1 as the first number is less than, equal to or more than the second.
  func compare(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> Int {
    switch (a, b) {
    case (.exact(let x), .exact(let y)): return x == y ? 0 : x < y ? -1 : 1
    case (.real(let x), .real(let y)) where x.isSame(as: y): return 0
    default:
      guard case .real(let difference) = try subtract(a, b, column) else { return 0 }
      if let sign = try questions.sign(difference, column) { return sign }
      throw CalcError(
        .undecided,
        "The two sides cannot be told apart: they differ by less than"
          + " 1e-\(try questions.nearness(difference, column)). Compare abs(a - b) with a bound.",
        column: column
      )
    }
  }
}

extension Fraction {
  /// The bits of both parts.
  var size: Int {
    (isInteger ? 0 : denominator.bitLength) + numerator.bitLength
  }

  /// The logarithm to base ten, about.
  var logarithm: Double { numerator.commonLogarithm - denominator.commonLogarithm }

  /// About how many decimal digits the longer of numerator and denominator has.
  var digits: Double { max(numerator.commonLogarithm, denominator.commonLogarithm) }
}

extension BigInteger {
  /// The logarithm of the magnitude to base ten, about; 0 for zero.
  var commonLogarithm: Double {
    if isZero { return 0 }
    let shift = Swift.max(bitLength - 1_000, 0)
    let top = Double(Fraction(magnitude >> shift))
    return log10(top) + Double(shift) * 0.301_029_995_663_981_2
  }
}
