import BatteryNumbers

/// Arithmetic with balls at a precision: each result holds all results of the numbers in its
/// arguments.
struct BallArithmetic {
  /// The digits of middles.
  let digits: Int
  let context: DecimalContext

  init(digits: Int) {
    self.digits = digits
    context = DecimalContext(
      precision: digits,
      minimumExponent: -Decimal.largestExponent,
      maximumExponent: Decimal.largestExponent,
      traps: [.invalidOperation, .divisionByZero, .overflow],
      digitLimit: 100_000_000
    )
  }

  /// A ball around what a context rounded: its own error and that of the rounding.
  func ball(_ middle: Decimal, _ radius: Decimal) throws -> Ball {
    let radius = try Radius.sum(radius, unit(middle))
    guard radius.isFinite else { throw Ball.Insufficient() }
    return Ball(middle: middle, radius: radius)
  }

  /// A unit of the last digit of a rounded number, of which the rounding's error is at most half.
  ///
  /// Numbers too small for the exponents, zero among them, were rounded to the smallest unit.
  private func unit(_ value: Decimal) -> Decimal {
    let smallest = context.tinyExponent
    return Radius.powerOfTen(
      value.isZero ? smallest : max(value.adjusted - digits + 1, smallest)
    )
  }

  func fraction(_ value: Fraction) throws -> Ball {
    try ball(context.createDecimal(value), .zero)
  }

  func add(_ a: Ball, _ b: Ball) throws -> Ball {
    try ball(context.add(a.middle, b.middle), Radius.sum(a.radius, b.radius))
  }

  func subtract(_ a: Ball, _ b: Ball) throws -> Ball { try add(a, b.negated) }

  func multiply(_ a: Ball, _ b: Ball) throws -> Ball {
    try ball(
      context.multiply(a.middle, b.middle),
      Radius.sum(
        Radius.product(a.middle, b.radius),
        Radius.product(b.middle, a.radius),
        Radius.product(a.radius, b.radius)
      )
    )
  }

  func divide(_ a: Ball, _ b: Ball) throws -> Ball {
    let least = try Radius.least(b)
    let quotient = try context.divide(a.middle, b.middle)
    let error = try Radius.sum(a.radius, Radius.product(b.radius, quotient))
    // The quotient was rounded, which one more unit of it pays for.
    return try ball(quotient, Radius.sum(Radius.quotient(error, least), unit(quotient)))
  }

  func power(_ a: Ball, _ exponent: Int) throws -> Ball {
    var result = a
    var bit = Int.bitWidth - exponent.magnitude.leadingZeroBitCount - 1
    while bit > 0 {
      bit -= 1
      result = try multiply(result, result)
      if exponent.magnitude >> UInt(bit) & 1 == 1 { result = try multiply(result, a) }
    }
    return exponent < 0 ? try divide(fraction(1), result) : result
  }

  func squareRoot(_ a: Ball) throws -> Ball {
    let least = try Radius.least(a)
    guard !a.middle.isSigned else { throw Ball.Insufficient() }
    // The slope is 1/(2 sqrt x), at most 1/sqrt of the least.
    let root = try Radius.down.squareRoot(least)
    return try ball(context.squareRoot(a.middle), Radius.quotient(a.radius, root))
  }

  // MARK: Exponential and logarithm

  func exp(_ a: Ball) throws -> Ball {
    // For r up to a half, e^r - 1 is less than 2r.
    guard a.radius <= Self.half else { throw Ball.Insufficient() }
    let value = try context.exp(a.middle)
    let error = try Radius.product(Radius.sum(a.radius, a.radius), value)
    // The value is rounded by less than a part in ten.
    return try ball(value, Radius.sum(error, Radius.product(error, Self.half)))
  }

  static let half = Radius.powerOfTen(0).halved

  func ln(_ a: Ball) throws -> Ball {
    let least = try Radius.least(a)
    guard !a.middle.isSigned else { throw Ball.Insufficient() }
    return try ball(context.ln(a.middle), Radius.quotient(a.radius, least))
  }

  func log10(_ a: Ball) throws -> Ball {
    let least = try Radius.least(a)
    guard !a.middle.isSigned else { throw Ball.Insufficient() }
    // The slope is less than half of that of ln.
    return try ball(context.log10(a.middle), Radius.quotient(a.radius, least))
  }
}

extension Decimal {
  /// Half of one.
  fileprivate var halved: Decimal { Decimal(digits: [5], exponent: -1) ?? .zero }
}
