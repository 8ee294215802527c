internal import Foundation

/// Fisher's F distribution, of the ratio of two variances.
public struct FisherDistribution: ContinuousDistribution, Codable {
  /// The degrees of freedom of the variance above.
  public let numeratorDegreesOfFreedom: Double
  /// The degrees of freedom of the variance below.
  public let denominatorDegreesOfFreedom: Double

  /// Makes an F distribution.
  ///
  /// - Throws: ``StatisticsError`` when the degrees of freedom are not more than 0.
  public init(_ numerator: Double, _ denominator: Double) throws(StatisticsError) {
    try StatisticsError.check(degreesOfFreedom: numerator)
    try StatisticsError.check(degreesOfFreedom: denominator)
    (numeratorDegreesOfFreedom, denominatorDegreesOfFreedom) = (numerator, denominator)
  }

  /// Reads a distribution that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      container.decode(Double.self, forKey: .numeratorDegreesOfFreedom),
      container.decode(Double.self, forKey: .denominatorDegreesOfFreedom)
    )
  }

  /// The numbers from 0.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : 0 }
    let (m, n) = (numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
    if x == 0 { return m < 2 ? .infinity : m == 2 ? 1 : 0 }
    let (a, b) = (DoubleDouble(m / 2), DoubleDouble(n / 2))
    let (value, ratio) = (DoubleDouble(x), DoubleDouble(m) / n)
    let exponent =
      a * ratio.logarithm + (a - 1) * value.logarithm
      - (a + b) * (ratio * value + 1).logarithm - SpecialFunctions.logarithmOfBeta(a, b)
    return exponent.exponential.value
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double { tails(x).upper }

  private func tails(_ x: Double) -> (lower: Double, upper: Double) {
    if x.isNaN { return (.nan, .nan) }
    if x <= 0 { return (0, 1) }
    let (m, n) = (numeratorDegreesOfFreedom, denominatorDegreesOfFreedom)
    // Halved so that the largest double does not overflow.
    let scaled = DoubleDouble(x) * 0.5 * (m > 1e10 ? m * 1e-10 : m)
    let below = DoubleDouble(n) * 0.5 * (m > 1e10 ? 1e-10 : 1)
    let sum = scaled + below
    if !sum.high.isFinite || !scaled.low.isFinite { return (1, 0) }
    return SpecialFunctions.incompleteBeta(m / 2, n / 2, scaled / sum, below / sum)
  }
}
