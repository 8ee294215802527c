import BatteryNumbers

/// A real number that is known but for an error: it lies within `radius` of `middle`.
struct Ball {
  var middle: Decimal
  var radius: Decimal

  /// The precision does not say enough: a higher one may.
  struct Insufficient: Error {}

  /// No number lies below the ball.
  var low: Decimal { get throws { try context(.floor).subtract(middle, radius) } }

  /// No number lies above the ball.
  var high: Decimal { get throws { try context(.ceiling).add(middle, radius) } }

  /// A context with digits enough to tell the ends from the middle.
  private func context(_ rounding: DecimalRounding) -> DecimalContext {
    let digits = max(middle.adjusted - radius.adjusted, 0) + 15
    return Radius.context(min(digits, middle.digitCount + 1_000_000), rounding)
  }

  /// The sign of all numbers in the ball; `nil` when zero may be among them.
  var sign: Int? {
    if middle.copyAbs <= radius { return nil }
    return middle.isSigned ? -1 : 1
  }

  var negated: Ball { Ball(middle: middle.copyNegate, radius: radius) }
}

/// Errors are bounded with a few digits, always upwards.
enum Radius {
  static let up = DecimalContext(
    precision: 9,
    rounding: .up,
    minimumExponent: -Decimal.largestExponent,
    maximumExponent: Decimal.largestExponent,
    traps: []
  )
  static let down = context(9, .down)

  static func context(_ digits: Int, _ rounding: DecimalRounding) -> DecimalContext {
    DecimalContext(
      precision: digits,
      rounding: rounding,
      minimumExponent: -Decimal.largestExponent,
      maximumExponent: Decimal.largestExponent,
      traps: []
    )
  }

  static func sum(_ values: Decimal...) throws -> Decimal {
    try values.reduce(.zero) { try up.add($0, $1) }
  }

  static func product(_ a: Decimal, _ b: Decimal) throws -> Decimal {
    try up.multiply(a.copyAbs, b.copyAbs)
  }

  static func quotient(_ a: Decimal, _ b: Decimal) throws -> Decimal {
    try up.divide(a.copyAbs, b.copyAbs)
  }

  /// A number that no number of the ball is nearer to zero than; above zero.
  static func least(_ ball: Ball) throws -> Decimal {
    let least = try down.subtract(down.plus(ball.middle.copyAbs), ball.radius)
    guard least > .zero else { throw Ball.Insufficient() }
    return least
  }

  /// A power of ten.
  static func powerOfTen(_ exponent: Int) -> Decimal {
    Decimal(digits: [1], exponent: max(exponent, Decimal.smallestExponent)) ?? .infinity
  }
}
