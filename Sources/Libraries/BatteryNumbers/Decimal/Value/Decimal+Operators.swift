/// Operators cannot throw. They go on with the result that the specification gives: infinity for a
/// division by zero, NaN for what has no result. What they trap is thrown at the end of
/// ``DecimalContext/run(_:)-(()->R)``; outside of it nothing throws, and
/// ``DecimalContext/takeTrapped()`` alone tells of it. A context's methods, as
/// ``DecimalContext/divide(_:_:)``, throw at once.
extension Decimal: SignedNumeric {
  /// The sum, in the current context.
  public static func + (a: Decimal, b: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("+") { context.sum(a, b, &$0) }
  }

  /// The difference, in the current context.
  public static func - (a: Decimal, b: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("-") { context.difference(a, b, &$0) }
  }

  /// The product, in the current context.
  public static func * (a: Decimal, b: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("*") { context.product(a, b, &$0) }
  }

  /// The quotient, in the current context.
  ///
  /// - Warning: Outside of ``DecimalContext/run(_:)-(()->R)`` a division by zero throws nowhere: its
  ///   result is infinite, or NaN for zero by zero.
  public static func / (a: Decimal, b: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("/") { context.quotient(a, b, &$0) }
  }

  /// The remainder, with the dividend's sign, in the current context.
  public static func % (a: Decimal, b: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("%") { context.integerDivision(a, b, .remainder, &$0) }
  }

  /// The number subtracted from zero, in the current context.
  public static prefix func - (a: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("-") { context.unary(a, negates: true, &$0) }
  }

  /// The number added to zero, in the current context: rounded to it.
  public static prefix func + (a: Decimal) -> Decimal {
    let context = DecimalContext.current
    return context.performOperator("+") { context.unary(a, negates: false, &$0) }
  }

  /// Adds in the current context.
  public static func += (a: inout Decimal, b: Decimal) { a = a + b }

  /// Subtracts in the current context.
  public static func -= (a: inout Decimal, b: Decimal) { a = a - b }

  /// Multiplies in the current context.
  public static func *= (a: inout Decimal, b: Decimal) { a = a * b }

  /// Divides in the current context.
  public static func /= (a: inout Decimal, b: Decimal) { a = a / b }

  /// Takes the remainder in the current context.
  public static func %= (a: inout Decimal, b: Decimal) { a = a % b }

  /// The value with the sign plus, exactly.
  public var magnitude: Decimal { copyAbs }

  /// Changes the sign, exactly.
  public mutating func negate() { isNegative.toggle() }

  /// Converts an integer exactly.
  public init?(exactly source: some BinaryInteger) { self.init(source) }
}
