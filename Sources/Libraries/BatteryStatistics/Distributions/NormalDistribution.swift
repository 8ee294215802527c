internal import Foundation

/// The normal distribution as tests and models use it, with both tails; ``NormalDist`` has Python's
/// arithmetic of distributions.
public struct NormalDistribution: ContinuousDistribution, Codable {
  /// The mean.
  public let mean: Double
  /// The standard deviation, more than 0.
  public let standardDeviation: Double

  /// Makes the standard normal distribution.
  public init() { (mean, standardDeviation) = (0, 1) }

  /// Makes a normal distribution.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is not more than 0.
  public init(mean: Double, standardDeviation: Double) throws(StatisticsError) {
    guard standardDeviation > 0 else {
      throw StatisticsError(
        .invalidArgument,
        "A standard deviation of \(standardDeviation) makes no normal distribution. Give one above 0."
      )
    }
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
    let z = (x - mean) / standardDeviation
    let square = DoubleDouble(product: z, z)
    let exponent = DoubleDouble(-square.high / 2, -square.low / 2)
    return exponent.exponential.value / ((2 * Double.pi).squareRoot() * standardDeviation)
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double { Self.lowerTail((x - mean) / standardDeviation) }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double { Self.lowerTail((mean - x) / standardDeviation) }

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
