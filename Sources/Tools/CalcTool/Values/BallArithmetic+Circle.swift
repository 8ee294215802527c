import BatteryNumbers

/// Functions of angles in radians, and the constants.
extension BallArithmetic {
  func constant(_ constant: CalcConstant) throws -> Ball {
    switch constant {
    case .pi: try pi()
    case .tau: try multiply(pi(), fraction(2))
    case .e: try ball(context.e(), .zero)
    case .phi: try ball(context.goldenRatio(), .zero)
    }
  }

  private func pi() throws -> Ball { try ball(context.pi(), .zero) }

  // No slope of sine and cosine is more than 1.

  func sin(_ a: Ball) throws -> Ball { try ball(context.sin(angle(a)), a.radius) }

  func cos(_ a: Ball) throws -> Ball { try ball(context.cos(angle(a)), a.radius) }

  /// An angle, unless it is known so badly that its sine may be anything.
  private func angle(_ a: Ball) throws -> Decimal {
    guard a.radius <= Self.half else { throw Ball.Insufficient() }
    return a.middle
  }

  func atan(_ a: Ball) throws -> Ball {
    // The slope is 1/(x² + 1), at most 1 and less than 1/x².
    let least = try max(Decimal(1), Radius.down.plus(a.size.low))
    let divisor = try Radius.down.multiply(least, least)
    return try ball(context.atan(a.middle), Radius.quotient(a.radius, divisor))
  }

  func asin(_ a: Ball) throws -> Ball { try ball(context.asin(a.middle), arcError(a)) }

  func acos(_ a: Ball) throws -> Ball { try ball(context.acos(a.middle), arcError(a)) }

  /// The error times the largest slope in the ball, 1/sqrt(1 - x²), which is at most 1/sqrt(1 - |x|).
  private func arcError(_ a: Ball) throws -> Decimal {
    let distance = try distance(Decimal(1), a.size.high)
    return try Radius.quotient(a.radius, Radius.down.squareRoot(distance))
  }
}
