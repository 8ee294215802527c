import BatteryNumbers

/// A function that every expression may call.
struct CalcBuiltin: Sendable {
  typealias Body = @Sendable (CalcArithmetic, [CalcValue], Int) throws -> CalcValue

  /// What stands between the parentheses, as the reference has it.
  var parameters: String
  /// How many arguments it takes.
  var counts: ClosedRange<Int>
  var body: Body

  init(_ parameters: String, _ counts: ClosedRange<Int>, _ body: @escaping Body) {
    self.parameters = parameters
    self.counts = counts
    self.body = body
  }

  /// All functions by name.
  static let all = powers.merging(circle) { $1 }.merging(rounding) { $1 }
    .merging(lists) { $1 }.merging(integers) { $1 }.merging(money) { $1 }

  /// A function of one number.
  static func one(
    _ body: @escaping @Sendable (CalcArithmetic, CalcValue, Int) throws -> CalcValue
  ) -> CalcBuiltin {
    CalcBuiltin("x", 1...1) { try body($0, $1[0], $2) }
  }

  /// A function of one number with an exact result at one place.
  static func one(
    _ function: CalcRealFunction,
    at place: Fraction,
    is result: Fraction
  ) -> CalcBuiltin {
    .one { arithmetic, value, column in
      if case .exact(place) = value { return .exact(result) }
      return try arithmetic.apply(function, value, column)
    }
  }
}

extension CalcArithmetic {
  /// An argument that must be an integer.
  func integer(_ value: CalcValue, _ column: Int) throws(CalcError) -> BigInteger {
    if case .exact(let fraction) = value, fraction.isInteger { return fraction.numerator }
    throw CalcError(
      .domain,
      "The function takes integers. Use round(x), or trunc(x).",
      column: column
    )
  }

  /// An argument that must be an integer of usual size.
  func int(_ value: CalcValue, _ column: Int) throws(CalcError) -> Int {
    let whole = try integer(value, column)
    if let small = whole.asInt, small.magnitude < 1 << 62 { return small }
    throw CalcError(
      .tooLarge,
      "An argument has \(Int(whole.commonLogarithm).grouped) digits. Take a smaller one.",
      column: column
    )
  }

  func exact(_ value: CalcValue, _ column: Int) throws(CalcError) -> Fraction {
    if case .exact(let fraction) = value { return fraction }
    throw CalcError(
      .domain,
      "The function takes exact numbers, and this one has no end. Use round(x, digits).",
      column: column
    )
  }

  /// Refuses an argument outside of what a function takes.
  func require(
    _ isRight: Bool,
    _ message: @autoclosure () -> String,
    _ column: Int
  ) throws(CalcError) {
    if !isRight { throw CalcError(.domain, message(), column: column) }
  }
}
