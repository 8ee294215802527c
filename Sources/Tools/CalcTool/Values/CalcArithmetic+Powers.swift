import BatteryNumbers
import Foundation

/// Powers and roots, exact wherever they are rational.
extension CalcArithmetic {
  func power(_ a: CalcValue, _ b: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    switch (a, b) {
    case (.truth, _), (_, .truth): throw Self.noNumber(column)
    case (.exact(let base), .exact(let exponent)):
      if exponent.isInteger {
        return try wholePower(base, exponent.numerator, column)
      }
      return try power(base, exponent, column)
    case (.real(let base), .exact(let exponent)):
      if exponent.isZero { return .exact(1) }
      return try power(base, exponent, column)
    case (.exact(let base), .real):
      if base == 1 { return a }
      if base.isZero {
        guard try sign(b, column) > 0 else { throw Self.zeroPower(column) }
        return a
      }
      if base.isNegative { throw Self.negativePower(column) }
      return try exponential(of: b, base: a, column)
    case (.real(let base), .real):
      guard try questions.sign(of: base, "The base", column) > 0 else {
        throw Self.negativePower(column)
      }
      return try exponential(of: b, base: a, column)
    }
  }

  private static func zeroPower(_ column: Int) -> CalcError {
    CalcError(.domain, "Zero has no negative power. Change the exponent.", column: column)
  }

  private static func negativePower(_ column: Int) -> CalcError {
    CalcError(
      .domain,
      "A negative number has powers with integers alone. Use cbrt(x) or root(x, n) for odd roots.",
      column: column
    )
  }

  /// e^(exponent · ln base).
  private func exponential(
    of exponent: CalcValue,
    base: CalcValue,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    let logarithm = try apply(.ln, base, column)
    return try apply(.exp, multiply(exponent, logarithm, column), column)
  }

  // MARK: Fractions

  /// An exact power, or a real one where the fraction would be too long but its size is none.
  ///
  /// Powers of integers, and those of their reciprocals, are wanted exactly or not at all.
  private func wholePower(
    _ base: Fraction,
    _ exponent: BigInteger,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    do throws(CalcError) {
      return .exact(try power(base, exponent, column))
    } catch {
      let one: BigInteger = 1
      guard error.code == .tooLarge, !base.isInteger, base.numerator.magnitude != one.magnitude,
        let size = try? exponential(
          of: .exact(Fraction(exponent)),
          base: .exact(base.magnitude),
          column
        ),
        case .real(let real) = size, try questions.sign(real, column) != nil
      else { throw error }
      return base.isNegative && exponent.isOdd ? try negate(size, column) : size
    }
  }

  /// An exact power with an integer exponent, refused before it is computed when it is too large.
  func power(
    _ base: Fraction,
    _ exponent: BigInteger,
    _ column: Int
  ) throws(CalcError) -> Fraction {
    if exponent.isZero || base == 1 { return 1 }
    if base.isZero {
      if exponent.isNegative { throw Self.zeroPower(column) }
      return 0
    }
    if base == -1 { return exponent.isOdd ? -1 : 1 }
    let top = max(base.numerator.commonLogarithm, base.denominator.commonLogarithm)
    let size = top * Double(Fraction(exponent.magnitude))
    try check(digits: (size * (1 + 1e-14)).rounded(.down) + 1, column)
    guard let count = exponent.asInt else { return 1 }
    return base.power(count)
  }

  private func power(
    _ base: Fraction,
    _ exponent: Fraction,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    if base.isZero {
      if exponent.isNegative { throw Self.zeroPower(column) }
      return .exact(0)
    }
    if base.isNegative { throw Self.negativePower(column) }
    if let degree = exponent.denominator.asInt {
      if let root = base.root(degree) {
        return .exact(try power(root, exponent.numerator, column))
      }
      if degree == 2, let count = exponent.numerator.asInt, count.magnitude <= Self.fewFactors {
        let root = try apply(.squareRoot, .exact(base), column)
        return count == 1 ? root : try make(.power(count), [real(root, column)], column)
      }
    }
    return try exponential(of: .exact(exponent), base: .exact(base), column)
  }

  private static let fewFactors = 1_000

  private func power(
    _ base: CalcReal,
    _ exponent: Fraction,
    _ column: Int
  ) throws(CalcError) -> CalcValue {
    if exponent.isInteger, let count = exponent.numerator.asInt,
      count.magnitude <= Self.fewFactors
    {
      if count < 0 { _ = try questions.sign(of: base, "The base", column) }
      return count == 1 ? .real(base) : try make(.power(count), [base], column)
    }
    let isNegative = try questions.sign(of: base, "The base", column) < 0
    if isNegative, !exponent.isInteger { throw Self.negativePower(column) }
    let size = isNegative ? try negate(.real(base), column) : .real(base)
    if exponent == Fraction(1, 2) { return try apply(.squareRoot, size, column) }
    let value = try exponential(of: .exact(exponent), base: size, column)
    return isNegative && exponent.numerator.isOdd ? try negate(value, column) : value
  }

  // MARK: Roots

  func squareRoot(_ a: CalcValue, _ column: Int) throws(CalcError) -> CalcValue {
    if case .exact(let value) = a {
      if let root = value.isNegative ? nil : value.root(2) { return .exact(root) }
    }
    guard try sign(a, column) > 0 else {
      throw CalcError(
        .domain,
        "A negative number has no real square root. Change the argument.",
        column: column
      )
    }
    return try apply(.squareRoot, a, column)
  }

  /// The root of an odd degree keeps the sign; that of an even one is not negative.
  func root(_ a: CalcValue, _ degree: Int, _ column: Int) throws(CalcError) -> CalcValue {
    if degree == 2 { return try squareRoot(a, column) }
    if case .exact(let value) = a, value.isZero, degree > 0 { return a }
    guard try sign(a, column) < 0 else {
      return try power(a, .exact(Fraction(1, degree)), column)
    }
    guard !degree.isMultiple(of: 2) else {
      throw CalcError(
        .domain,
        "A negative number has no real root of even degree. Change the argument.",
        column: column
      )
    }
    return try negate(power(negate(a, column), .exact(Fraction(1, degree)), column), column)
  }
}

extension Fraction {
  /// The root, where it is a rational number.
  ///
  /// The fraction is not negative.
  func root(_ degree: Int) -> Fraction? {
    guard let above = numerator.exactRoot(degree), let below = denominator.exactRoot(degree) else {
      return nil
    }
    return try? Fraction(numerator: above, denominator: below)
  }
}

extension BigInteger {
  /// The root of a number that is not negative, where it is an integer.
  fileprivate func exactRoot(_ degree: Int) -> BigInteger? {
    if isZero || self == 1 { return self }
    guard degree > 0, degree < bitLength else { return nil }
    if degree == 2 {
      // Squares end in few ways, seen from two: most others need no root.
      guard trailingZeroBitCount.isMultiple(of: 2),
        (self >> trailingZeroBitCount) & 7 == 1
      else { return nil }
      let root = squareRoot()
      return root * root == self ? root : nil
    }
    guard trailingZeroBitCount.isMultiple(of: degree) else { return nil }
    // Newton's iteration from above; near the root each step doubles the digits that are right.
    var root = startAboveRoot(degree)
    while true {
      let next =
        (root * BigInteger(degree - 1) + self / root.power(degree - 1)) / BigInteger(degree)
      if next >= root { break }
      root = next
    }
    return root.power(degree) == self ? root : nil
  }

  /// A number above the root, by little: far above it, a step would take off only one part of the degree.
  private func startAboveRoot(_ degree: Int) -> BigInteger {
    let bits = commonLogarithm / 0.301_029_995_663_981_2 / Double(degree)
    let shift = Swift.max(0, Int(bits) - 52)
    // Logarithms of millions of digits have some ten digits that are right.
    let top = exp2(bits - Double(shift)) * (1 + 1e-8)
    return (BigInteger(Int(top)) + 2) << shift
  }
}
