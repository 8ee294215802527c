import BatteryNumbers

/// A real number that is computed to as many digits as a question needs.
///
/// It keeps how it came about, and is computed again with twice the digits when an answer asks for
/// more. That is Ziv's strategy: "Fast evaluation of elementary mathematical functions with correctly
/// rounded last bit", ACM Transactions on Mathematical Software 17 (1991).
final class CalcReal {
  enum Operation {
    case exact(Fraction)
    case constant(CalcConstant)
    case negate, add, subtract, multiply, divide, abs
    case power(Int)
    case function(CalcRealFunction)
    /// A value that has lost its history.
    case known(Ball)
  }

  private let operation: Operation
  private let operands: [CalcReal]
  private let depth: Int
  private var cache: (digits: Int, ball: Ball)?
  /// The largest exponent among the number and all that it is made of, as far as it was computed.
  ///
  /// Digits above those of the result may cancel: so many more are needed.
  private(set) var peak = 0

  /// How many values a value may be made of in a chain; longer chains are cut.
  private static let depthLimit = 500

  init(_ operation: Operation, _ operands: [CalcReal] = []) {
    self.operation = operation
    self.operands = operands
    depth = 1 + (operands.map(\.depth).max() ?? 0)
  }

  var isTooDeep: Bool { depth > Self.depthLimit }

  /// The number as it is known with so many digits.
  ///
  /// - Throws: ``Ball/Insufficient`` when that many digits do not say where the number is;
  ///   `DecimalError` when it is beyond all exponents.
  func ball(_ digits: Int) throws -> Ball {
    if let cache, cache.digits == digits { return cache.ball }
    let arithmetic = BallArithmetic(digits: digits)
    let balls = try operands.map { operand in
      defer { peak = max(peak, operand.peak) }
      return try operand.ball(digits)
    }
    let ball = try compute(arithmetic, balls)
    peak = max(peak, ball.middle.adjusted)
    cache = (digits, ball)
    return ball
  }

  /// Whether both came about in the same way, so that they are the same number.
  func isSame(as other: CalcReal) -> Bool {
    var steps = 1_000
    return isSame(as: other, &steps)
  }

  private func isSame(as other: CalcReal, _ steps: inout Int) -> Bool {
    if self === other { return true }
    steps -= 1
    guard steps > 0, operands.count == other.operands.count,
      operation.isSame(as: other.operation)
    else { return false }
    for (operand, twin) in zip(operands, other.operands)
    where !operand.isSame(as: twin, &steps) { return false }
    return true
  }

  private func compute(_ arithmetic: BallArithmetic, _ balls: [Ball]) throws -> Ball {
    switch operation {
    case .exact(let value): return try arithmetic.fraction(value)
    case .constant(let constant): return try arithmetic.constant(constant)
    case .negate: return balls[0].negated
    case .add: return try arithmetic.add(balls[0], balls[1])
    case .subtract: return try arithmetic.subtract(balls[0], balls[1])
    case .multiply: return try arithmetic.multiply(balls[0], balls[1])
    case .divide: return try arithmetic.divide(balls[0], balls[1])
    case .abs: return balls[0].size
    case .power(let exponent): return try arithmetic.power(balls[0], exponent)
    case .function(let function): return try arithmetic.apply(function, balls[0])
    case .known(let ball): return ball
    }
  }
}

extension CalcReal.Operation {
  fileprivate func isSame(as other: Self) -> Bool {
    switch (self, other) {
    case (.exact(let x), .exact(let y)): x == y
    case (.constant(let x), .constant(let y)): x == y
    case (.power(let x), .power(let y)): x == y
    case (.function(let x), .function(let y)): x == y
    case (.negate, .negate), (.add, .add), (.subtract, .subtract), (.multiply, .multiply),
      (.divide, .divide), (.abs, .abs):
      true
    default: false
    }
  }
}
