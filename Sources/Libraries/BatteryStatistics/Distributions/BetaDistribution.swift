internal import Foundation

/// The beta distribution.
public struct BetaDistribution: ContinuousDistribution, Codable {
  /// The first shape.
  public let alpha: Double
  /// The second shape.
  public let beta: Double

  /// Makes a beta distribution; one with a shape that is not more than 0 answers NaN.
  public init(_ alpha: Double, _ beta: Double) { (self.alpha, self.beta) = (alpha, beta) }

  /// The numbers from 0 to 1.
  public var support: ClosedRange<Double> { 0...1 }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return x.isNaN ? .nan : edge(x) }
    let (a, b) = (DoubleDouble(alpha), DoubleDouble(beta))
    let exponent =
      (a - 1) * DoubleDouble(x).logarithm + (b - 1) * DoubleDouble(sum: 1, -x).logarithm
      - SpecialFunctions.logarithmOfBeta(a, b)
    return exponent.exponential.value
  }

  private func edge(_ x: Double) -> Double {
    guard x == 0 || x == 1 else { return 0 }
    let (near, far) = x == 0 ? (alpha, beta) : (beta, alpha)
    return near < 1 ? .infinity : near == 1 ? far : 0
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double { SpecialFunctions.regularizedBeta(alpha, beta, x) }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double {
    SpecialFunctions.regularizedBetaComplement(alpha, beta, x)
  }
}
