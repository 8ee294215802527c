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

  func sin(_ a: Ball) throws -> Ball { try ball(context.sin(a.middle), a.radius) }

  func cos(_ a: Ball) throws -> Ball { try ball(context.cos(a.middle), a.radius) }

  func atan(_ a: Ball) throws -> Ball { try ball(context.atan(a.middle), a.radius) }

  func asin(_ a: Ball) throws -> Ball { try ball(context.asin(a.middle), arcError(a)) }

  func acos(_ a: Ball) throws -> Ball { try ball(context.acos(a.middle), arcError(a)) }

  /// The error times the largest slope in the ball, 1/sqrt(1 - x²), which is at most 1/sqrt(1 - |x|).
  private func arcError(_ a: Ball) throws -> Decimal {
    let distance = try distance(Decimal(1), a.size.high)
    return try Radius.quotient(a.radius, Radius.down.squareRoot(distance))
  }
}
