internal import Foundation

/// Student's t distribution.
public struct StudentDistribution: ContinuousDistribution, Codable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Double

  /// Makes a t distribution.
  ///
  /// - Throws: ``StatisticsError`` when the degrees of freedom are not more than 0.
  public init(degreesOfFreedom: Double) throws(StatisticsError) {
    try StatisticsError.check(degreesOfFreedom: degreesOfFreedom)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Reads a distribution that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      degreesOfFreedom: container.decode(Double.self, forKey: .degreesOfFreedom)
    )
  }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double {
    guard x.isFinite else { return x.isNaN ? .nan : 0 }
    let freedom = DoubleDouble(degreesOfFreedom)
    let (half, root) = (DoubleDouble(0.5), DoubleDouble(degreesOfFreedom.squareRoot()))
    // √ν is a double here; the density is for steps of Newton's and pictures.
    let ratio = DoubleDouble(product: x, x) / freedom + 1
    let exponent =
      -SpecialFunctions.logarithmOfBeta(half, freedom * 0.5)
      - (freedom + 1) * 0.5 * ratio.logarithm
    return exponent.exponential.value / root.high
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    let tail = upperTail(x.magnitude)
    return x < 0 ? tail.upper : tail.lower
  }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double {
    let tail = upperTail(x.magnitude)
    return x < 0 ? tail.lower : tail.upper
  }

  /// The probability of a value farther from 0 than `x` on either side.
  public func twoSided(_ x: Double) -> Double { 2 * upperTail(x.magnitude).upper }

  private func upperTail(_ x: Double) -> (lower: Double, upper: Double) {
    if x.isNaN { return (.nan, .nan) }
    if x > 1e150 {
      // The square is no double: there the tail is a power of x.
      let logarithm =
        DoubleDouble(degreesOfFreedom) * 0.5
        * (DoubleDouble(degreesOfFreedom).logarithm - DoubleDouble(x).logarithm * 2)
        - SpecialFunctions.logarithmOfBeta(DoubleDouble(degreesOfFreedom / 2), DoubleDouble(0.5))
      let upper = x == .infinity ? 0 : logarithm.exponential.value / degreesOfFreedom
      return (1 - upper, upper)
    }
    let square = DoubleDouble(product: x, x)
    let sum = square + degreesOfFreedom
    let near = DoubleDouble(degreesOfFreedom) / sum
    let tails = SpecialFunctions.incompleteBeta(degreesOfFreedom / 2, 0.5, near, square / sum)
    return (0.5 + tails.upper / 2, tails.lower / 2)
  }
}
