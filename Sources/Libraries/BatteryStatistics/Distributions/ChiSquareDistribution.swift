/// The chi-square distribution.
public struct ChiSquareDistribution: ContinuousDistribution, Codable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  private var gamma: GammaDistribution { GammaDistribution(shape: degreesOfFreedom / 2, scale: 2) }

  /// Makes a chi-square distribution.
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

  /// The numbers from 0.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double { gamma.pdf(x) }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double { gamma.cdf(x) }

  /// The probability of a value above `x`.
  public func sf(_ x: Double) -> Double { gamma.sf(x) }
}
