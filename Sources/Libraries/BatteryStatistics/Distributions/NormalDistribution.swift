internal import Foundation

/// A normal distribution: a mean and a standard deviation.
///
/// ```swift
/// let heights = try NormalDistribution(mean: 178, standardDeviation: 7)
/// heights.cdf(190) - heights.cdf(170)          // the share between 170 and 190
/// try heights.quantiles(n: 4)
/// heights.sf(250)                              // a tail keeps its digits however far out
/// ```
///
/// It is Python's `NormalDist`, of which `inv_cdf` is ``quantile(_:)`` here. A standard deviation of 0 makes a single point: all of the
/// probability lies at the mean.
public struct NormalDistribution: ContinuousDistribution, Codable {
  /// The mean.
  public let mean: Double
  /// The standard deviation; not negative.
  public let standardDeviation: Double

  /// Makes the standard normal distribution.
  public init() { (mean, standardDeviation) = (0, 1) }

  /// Makes a normal distribution.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is negative.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(StatisticsError) {
    guard standardDeviation >= 0 else {
      throw StatisticsError(
        .invalidArgument,
        "The standard deviation \(standardDeviation) makes no normal distribution."
          + " Give one of 0 or more."
      )
    }
    self.init(unchecked: mean, standardDeviation)
  }

  init(unchecked mean: Double, _ standardDeviation: Double) {
    (self.mean, self.standardDeviation) = (mean, standardDeviation)
  }

  /// Reads a distribution that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      mean: container.decode(Double.self, forKey: .mean),
      standardDeviation: container.decode(Double.self, forKey: .standardDeviation)
    )
  }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double {
    if standardDeviation == 0, !x.isNaN { return x == mean ? .infinity : 0 }
    let z = (x - mean) / standardDeviation
    let square = DoubleDouble(product: z, z)
    let exponent = DoubleDouble(-square.high / 2, -square.low / 2)
    return exponent.exponential.value / ((2 * Double.pi).squareRoot() * standardDeviation)
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    standardDeviation == 0 && x == mean ? 1 : Self.lowerTail((x - mean) / standardDeviation)
  }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double {
    standardDeviation == 0 && x == mean ? 0 : Self.lowerTail((mean - x) / standardDeviation)
  }

  /// The value at which the lower tail has this probability: the inverse of ``cdf(_:)``.
  ///
  /// - Returns: The value; NaN where `probability` is not from 0 to 1.
  public func quantile(_ probability: Double) -> Double {
    at(StandardNormalQuantile.value(probability))
  }

  /// The value at which the upper tail has this probability: the inverse of ``sf(_:)``.
  ///
  /// - Returns: The value; NaN where `probability` is not from 0 to 1.
  public func isf(_ probability: Double) -> Double {
    at(-StandardNormalQuantile.value(probability))
  }

  private func at(_ z: Double) -> Double {
    standardDeviation == 0 && !z.isNaN ? mean : mean + z * standardDeviation
  }

  private static let inverseRootOf2 = DoubleDouble(0.7071067811865476, -4.833646656726457e-17)

  /// By the complementary error function, with what is lost as z is divided by the root of 2.
  private static func lowerTail(_ z: Double) -> Double {
    if !z.isFinite { return z.isNaN ? .nan : z > 0 ? 1 : 0 }
    let scaled = inverseRootOf2 * -z
    let square = DoubleDouble(product: scaled.high, scaled.high)
    let slope = exp(-square.high) * (1 - square.low) * 2 / Double.pi.squareRoot()
    return (erfc(scaled.high) - slope * scaled.low) / 2
  }
}
