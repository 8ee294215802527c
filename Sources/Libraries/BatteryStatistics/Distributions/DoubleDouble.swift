internal import Foundation

/// A number as the sum of two doubles, about 31 digits.
///
/// Tails far out are differences and powers of large numbers; with twice the digits what is handed
/// out is right to the last place or two. Source: Dekker, "A floating-point technique for extending
/// the available precision", 1971.
struct DoubleDouble: Sendable {
  var high: Double
  var low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The sum of two doubles, of which the first is not the smaller one.
  @inline(__always)
  private init(quick a: Double, _ b: Double) {
    high = a + b
    low = b - (high - a)
  }

  /// The exact sum of two doubles.
  @inline(__always)
  init(sum a: Double, _ b: Double) {
    high = a + b
    let part = high - a
    low = (a - (high - part)) + (b - part)
  }

  /// The exact product of two doubles.
  @inline(__always)
  init(product a: Double, _ b: Double) {
    high = a * b
    low = high.isFinite ? (-high).addingProduct(a, b) : 0
  }

  var value: Double { high + low }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let sum = DoubleDouble(sum: a.high, b.high)
    let rest = DoubleDouble(sum: a.low, b.low)
    let first = DoubleDouble(quick: sum.high, sum.low + rest.high)
    return DoubleDouble(quick: first.high, first.low + rest.low)
  }

  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = DoubleDouble(product: a.high, b.high)
    return DoubleDouble(quick: product.high, product.low + (a.high * b.low + a.low * b.high))
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    var rest = a - b * DoubleDouble(first)
    let second = rest.high / b.high
    rest = rest - b * DoubleDouble(second)
    let quotient = DoubleDouble(quick: first, second)
    return quotient + DoubleDouble(rest.high / b.high)
  }

  static func + (a: DoubleDouble, b: Double) -> DoubleDouble { a + DoubleDouble(b) }
  static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + DoubleDouble(-b) }
  static func * (a: DoubleDouble, b: Double) -> DoubleDouble { a * DoubleDouble(b) }
  static func / (a: DoubleDouble, b: Double) -> DoubleDouble { a / DoubleDouble(b) }

  static let logarithmOf2 = DoubleDouble(0.6931471805599453, 2.3190468138462996e-17)
  static let halfLogarithmOf2Pi = DoubleDouble(0.9189385332046728, -3.8782941580672414e-17)

  /// e to this power; 0 or infinity where no double is as small or large.
  var exponential: DoubleDouble {
    if high < -760 { return DoubleDouble(0) }
    if high > 720 { return DoubleDouble(.infinity) }
    let count = (high / Self.logarithmOf2.high).rounded()
    let reduced = (self - Self.logarithmOf2 * count) / 512
    // e^x - 1 by its series, doubled nine times: y·(y + 2).
    var (sum, term) = (reduced, reduced)
    for order in 2...9 {
      term = term * reduced / Double(order)
      sum = sum + term
    }
    for _ in 0..<9 { sum = sum * (sum + 2) }
    let result = sum + 1
    // In two steps, since 2^-1080 is no double.
    let half = (count / 2).rounded(.towardZero)
    let (first, second) = (exp2(half), exp2(count - half))
    return DoubleDouble(result.high * first * second, result.low * first * second)
  }

  /// The natural logarithm of a positive number, by one step of Newton's.
  var logarithm: DoubleDouble {
    guard high > 0, high < .infinity else { return DoubleDouble(Foundation.log(high)) }
    let exponent = high.exponent
    let scale = Double(sign: .plus, exponent: -exponent / 2, significand: 1)
    let other = Double(sign: .plus, exponent: -exponent - -exponent / 2, significand: 1)
    let reduced = DoubleDouble(high * scale * other, low * scale * other)
    // Near 1 the logarithm of the double itself has all its digits; the step doubles them.
    let start = DoubleDouble(Foundation.log(reduced.high))
    let step = reduced * (-start).exponential - 1
    return start + step - step * step * 0.5 + Self.logarithmOf2 * Double(exponent)
  }

  /// The logarithm of Γ of a positive number, by Stirling's series above 32.
  static func logarithmOfGamma(_ x: DoubleDouble) -> DoubleDouble {
    guard x.high > 0, x.high < .infinity else { return DoubleDouble(.nan) }
    var (x, product) = (x, DoubleDouble(1))
    while x.high < 32 {
      product = product * x
      x = x + 1
    }
    var (sum, power) = (DoubleDouble(0), DoubleDouble(1) / x)
    let square = power * power
    for term in stirling {
      sum = sum + DoubleDouble(term.0) / term.1 * power
      power = power * square
    }
    return (x - 0.5) * x.logarithm - x + halfLogarithmOf2Pi + sum - product.logarithm
  }

  /// Bernoulli's numbers B(2k) over 2k·(2k - 1), as numerators and denominators.
  private static let stirling: [(Double, Double)] = [
    (1, 12), (-1, 360), (1, 1_260), (-1, 1_680), (1, 1_188), (-691, 360_360), (1, 156),
    (-3_617, 122_400), (43_867, 244_188), (-174_611, 125_400), (77_683, 5_796),
    (-236_364_091, 1_506_960), (657_931, 300),
  ]
}
