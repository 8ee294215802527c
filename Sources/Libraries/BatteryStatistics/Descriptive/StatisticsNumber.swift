public import BatteryNumbers

/// A number of which exact means and deviations can be had: ``Double``, `Fraction`, `Decimal` and
/// integers.
///
/// Sums are exact fractions; the result is converted back and rounded once.
public protocol StatisticsNumber: Comparable, Hashable {
  /// What a mean of such numbers is: doubles for integers, else the numbers themselves.
  associatedtype Mean
  /// What a standard deviation of such numbers is.
  associatedtype Deviation

  /// The number as a fraction, exactly; `nil` where it is not finite.
  var exactFraction: Fraction? { get }
  /// The double that stands for a number that is not finite.
  var nearestDouble: Double { get }

  /// A mean or a variance from its exact value.
  static func mean(_ exact: Fraction) -> Mean
  /// A mean or a variance that is not finite.
  static func mean(special: Double) -> Mean
  /// The square root of an exact variance, rounded once.
  static func squareRoot(_ variance: Fraction) -> Deviation
  /// The square root of a variance that is not finite.
  static func squareRoot(special: Double) -> Deviation
  /// The weighted sum of two numbers, divided by a third.
  static func interpolation(_ a: Self, _ m: Int, _ b: Self, _ n: Int, over divisor: Int) -> Mean
  /// The number as a mean.
  static func mean(of value: Self) -> Mean
  /// A quotient rounded as the type rounds, then taken exactly; `nil` where it is not finite.
  static func quotient(_ a: Self, _ b: Self) -> Fraction?
}

extension StatisticsNumber where Mean == Self {
  /// The number itself.
  public static func mean(of value: Self) -> Self { value }
}

extension Double: StatisticsNumber {
  /// The number as a fraction, exactly.
  public var exactFraction: Fraction? { Fraction(exactly: self) }
  /// The number itself.
  public var nearestDouble: Double { self }
  /// The nearest double.
  public static func mean(_ exact: Fraction) -> Double { ExactRatio(exact).value }
  /// The number itself.
  public static func mean(special: Double) -> Double { special }
  /// The double nearest to the root.
  public static func squareRoot(_ variance: Fraction) -> Double { ExactRatio(variance).squareRoot }
  /// The root of an infinity or of NaN.
  public static func squareRoot(special: Double) -> Double { special.squareRoot() }
  /// The sum of the products, each rounded as Python rounds it.
  public static func interpolation(
    _ a: Double,
    _ m: Int,
    _ b: Double,
    _ n: Int,
    over divisor: Int
  ) -> Double {
    (a * Double(m) + b * Double(n)) / Double(divisor)
  }
  /// The nearest double to the quotient.
  public static func quotient(_ a: Double, _ b: Double) -> Fraction? { Fraction(exactly: a / b) }
}

extension Fraction: StatisticsNumber {
  /// The number itself.
  public var exactFraction: Fraction? { self }
  /// The nearest double.
  public var nearestDouble: Double { Double(self) }
  /// The number itself.
  public static func mean(_ exact: Fraction) -> Fraction { exact }
  /// Zero: all fractions are finite.
  public static func mean(special: Double) -> Fraction { 0 }
  /// The double nearest to the root.
  public static func squareRoot(_ variance: Fraction) -> Double { ExactRatio(variance).squareRoot }
  /// The root of an infinity or of NaN, which no fraction is.
  public static func squareRoot(special: Double) -> Double { special.squareRoot() }
  /// The exact value.
  public static func interpolation(
    _ a: Fraction,
    _ m: Int,
    _ b: Fraction,
    _ n: Int,
    over divisor: Int
  ) -> Fraction {
    (a * Fraction(m) + b * Fraction(n)) / Fraction(divisor)
  }
  /// The exact quotient.
  public static func quotient(_ a: Fraction, _ b: Fraction) -> Fraction? {
    b.isZero ? nil : a / b
  }
}

extension Decimal: StatisticsNumber {
  /// The number as a fraction, exactly; `nil` also where that would be too long.
  public var exactFraction: Fraction? { Fraction(exactly: self) }
  /// The nearest double.
  public var nearestDouble: Double { Double(self) }

  /// The exact value, rounded once in the current context.
  public static func mean(_ exact: Fraction) -> Decimal {
    Decimal(exact.numerator) / Decimal(exact.denominator)
  }

  /// An infinity or NaN.
  public static func mean(special: Double) -> Decimal { Decimal(special) }

  /// The root, rounded once in the current context.
  public static func squareRoot(_ variance: Fraction) -> Decimal {
    guard !variance.isZero else { return "0.0" }
    // The quotient is rounded before the root: the result may be one unit off, which is settled
    // by comparing squares.
    let context = DecimalContext.current
    let quotient = Decimal(variance.numerator) / Decimal(variance.denominator)
    guard let root = try? context.squareRoot(quotient), let exact = Fraction(exactly: root),
      let above = try? context.nextPlus(root), let upper = Fraction(exactly: above),
      let below = try? context.nextMinus(root), let lower = Fraction(exactly: below)
    else { return .nan }
    let four = Fraction(4) * variance
    let (high, low) = (exact + upper, exact + lower)
    if four > high * high { return above }
    return four < low * low ? below : root
  }

  /// The root of an infinity or of NaN.
  public static func squareRoot(special: Double) -> Decimal { Decimal(special.squareRoot()) }

  /// The sum of the products, each rounded in the current context.
  public static func interpolation(
    _ a: Decimal,
    _ m: Int,
    _ b: Decimal,
    _ n: Int,
    over divisor: Int
  ) -> Decimal {
    (a * Decimal(m) + b * Decimal(n)) / Decimal(divisor)
  }
  /// The quotient, rounded in the current context.
  public static func quotient(_ a: Decimal, _ b: Decimal) -> Fraction? { Fraction(exactly: a / b) }
}

extension StatisticsNumber where Self: BinaryInteger, Mean == Double, Deviation == Double {
  /// The number as a fraction.
  public var exactFraction: Fraction? { Fraction(BigInteger(self)) }
  /// The nearest double.
  public var nearestDouble: Double { ExactRatio(BigInteger(self), over: 1).value }
  /// The nearest double.
  public static func mean(_ exact: Fraction) -> Double { ExactRatio(exact).value }
  /// The number itself.
  public static func mean(special: Double) -> Double { special }
  /// The double nearest to the root.
  public static func squareRoot(_ variance: Fraction) -> Double { ExactRatio(variance).squareRoot }
  /// The root of an infinity or of NaN, which no integer is.
  public static func squareRoot(special: Double) -> Double { special.squareRoot() }
  /// The nearest double.
  public static func mean(of value: Self) -> Double { value.nearestDouble }
  /// The double nearest to the exact value.
  public static func interpolation(
    _ a: Self,
    _ m: Int,
    _ b: Self,
    _ n: Int,
    over divisor: Int
  ) -> Double {
    let sum = BigInteger(a) * BigInteger(m) + BigInteger(b) * BigInteger(n)
    return ExactRatio(sum, over: BigInteger(divisor)).value
  }
  /// The double nearest to the quotient.
  public static func quotient(_ a: Self, _ b: Self) -> Fraction? {
    let (a, b) = (BigInteger(a), BigInteger(b))
    return Fraction(exactly: ExactRatio(b.isNegative ? -a : a, over: b.magnitude).value)
  }
}

extension Int: StatisticsNumber {
  /// Means of integers are doubles.
  public typealias Mean = Double
  /// Deviations of integers are doubles.
  public typealias Deviation = Double
}

extension BigInteger: StatisticsNumber {
  /// Means of integers are doubles.
  public typealias Mean = Double
  /// Deviations of integers are doubles.
  public typealias Deviation = Double
}
