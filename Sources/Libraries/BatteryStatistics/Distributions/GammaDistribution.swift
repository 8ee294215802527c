internal import Foundation

/// The gamma distribution.
public struct GammaDistribution: ContinuousDistribution, Codable {
  /// The shape.
  public let shape: Double
  /// The scale, by which the values are multiplied.
  public let scale: Double

  /// Makes a gamma distribution; one whose shape or scale is not more than 0 answers NaN.
  public init(shape: Double, scale: Double = 1) { (self.shape, self.scale) = (shape, scale) }

  /// The numbers from 0.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double {
    guard x >= 0, x < .infinity else { return x.isNaN ? .nan : 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    let (shape, ratio) = (DoubleDouble(shape), DoubleDouble(x) / scale)
    let exponent =
      (shape - 1) * ratio.logarithm - ratio - DoubleDouble.logarithmOfGamma(shape)
    return exponent.exponential.value / scale
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    SpecialFunctions.incompleteGamma(shape, DoubleDouble(x) / scale).lower
  }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double {
    SpecialFunctions.incompleteGamma(shape, DoubleDouble(x) / scale).upper
  }
}
