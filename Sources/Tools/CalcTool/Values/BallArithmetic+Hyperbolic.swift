import BatteryNumbers

/// Hyperbolic functions: each error is that of the argument times the largest slope in the ball.
extension BallArithmetic {
  func sinh(_ a: Ball) throws -> Ball {
    // The slope is cosh, at most |sinh| + 1, and less than twice as much half a unit away.
    let value = try context.sinh(a.middle)
    return try ball(value, slope(a, Radius.sum(value.copyAbs, Decimal(1))))
  }

  func cosh(_ a: Ball) throws -> Ball {
    // The slope is sinh, less than cosh.
    let value = try context.cosh(a.middle)
    return try ball(value, slope(a, value))
  }

  private func slope(_ a: Ball, _ slope: Decimal) throws -> Decimal {
    guard a.radius <= Self.half else { throw Ball.Insufficient() }
    return try Radius.product(Radius.sum(a.radius, a.radius), slope)
  }

  func tanh(_ a: Ball) throws -> Ball {
    let large = Decimal(3 * digits)
    if try a.size.low > large {
      // The distance from one, less than 2e^(-2x), is far below the last digit.
      return try ball(Decimal(1).copySign(a.middle), Radius.powerOfTen(-2 * digits))
    }
    return try ball(context.tanh(a.middle), a.radius)
  }

  func asinh(_ a: Ball) throws -> Ball {
    // The slope is 1/sqrt(x² + 1), at most 1 and less than 1/|x|.
    let divisor = try max(Decimal(1), Radius.down.plus(a.size.low))
    return try ball(context.asinh(a.middle), Radius.quotient(a.radius, divisor))
  }

  func acosh(_ a: Ball) throws -> Ball {
    // The slope is 1/sqrt(x² - 1).
    let distance = try distance(a.low, Decimal(1))
    let square = try Radius.down.multiply(distance, Radius.down.add(distance, Decimal(2)))
    return try ball(
      context.acosh(a.middle),
      Radius.quotient(a.radius, Radius.down.squareRoot(square))
    )
  }

  func atanh(_ a: Ball) throws -> Ball {
    // The slope is 1/(1 - x²), at most 1/(1 - |x|).
    let distance = try distance(Decimal(1), a.size.high)
    return try ball(context.atanh(a.middle), Radius.quotient(a.radius, distance))
  }

  /// How far a number is above another at least.
  func distance(_ a: Decimal, _ b: Decimal) throws -> Decimal {
    let distance = try Radius.down.subtract(a, b)
    guard distance > .zero else { throw Ball.Insufficient() }
    return distance
  }
}

extension Ball {
  /// The distance of the numbers from zero.
  var size: Ball { Ball(middle: middle.copyAbs, radius: radius) }
}
