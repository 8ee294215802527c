public import BatteryNumbers
internal import Foundation

extension NormalDistribution {
  /// Makes the distribution with the mean and the standard deviation of a sample.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public init(samples: some Sequence<Double>) throws(StatisticsError) {
    let moments = ExactMoments(samples)
    self.init(unchecked: try moments.mean(), try moments.standardDeviation())
  }

  /// The mean of 0 and the standard deviation of 1.
  public static let standard = NormalDistribution()

  /// The middle: the mean.
  public var median: Double { mean }
  /// Where the density is highest: the mean.
  public var mode: Double { mean }
  /// The square of the standard deviation.
  public var variance: Double { standardDeviation * standardDeviation }

  /// Numbers drawn from the distribution, the same as Python draws with the generator's seed.
  public func samples(_ count: Int, using source: inout some RandomSource) -> [Double] {
    (0..<max(count, 0)).map { _ in quantile(source.random()) }
  }

  /// The points that cut the distribution into parts of the same probability.
  ///
  /// - Throws: ``StatisticsError`` when there are less than one part.
  public func quantiles(n: Int = 4) throws(StatisticsError) -> [Double] {
    guard n >= 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A distribution cannot be cut into \(n) parts. Give 1 or more."
      )
    }
    return (1..<n).map { quantile(Double($0) / Double(n)) }
  }

  /// By how many standard deviations a value is above the mean.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is zero.
  public func zscore(_ x: Double) throws(StatisticsError) -> Double {
    guard standardDeviation != 0 else { throw degenerate("z-score") }
    return (x - mean) / standardDeviation
  }

  /// The area under both densities, from 0 to 1.
  ///
  /// Source: Inman and Bradley, "The overlapping coefficient as a measure of agreement between
  /// probability distributions", Communications in Statistics 18 (1989).
  ///
  /// - Throws: ``StatisticsError`` when a standard deviation is zero.
  public func overlap(_ other: NormalDistribution) throws(StatisticsError) -> Double {
    let isOrdered =
      (standardDeviation, mean) <= (other.standardDeviation, other.mean)
    let (x, y) = isOrdered ? (self, other) : (other, self)
    guard x.variance != 0, y.variance != 0 else { throw degenerate("overlap") }
    let difference = y.variance - x.variance
    let distance = (y.mean - x.mean).magnitude
    if difference == 0 {
      return 1 - erf(distance / (2 * x.standardDeviation * 2.0.squareRoot()))
    }
    // The densities cross at two places.
    let middle = x.mean * y.variance - y.mean * x.variance
    let root =
      (distance * distance + difference * log(y.variance / x.variance)).squareRoot()
    let half = x.standardDeviation * y.standardDeviation * root
    let (high, low) = ((middle + half) / difference, (middle - half) / difference)
    return 1 - ((y.cdf(high) - x.cdf(high)).magnitude + (y.cdf(low) - x.cdf(low)).magnitude)
  }

  private func degenerate(_ name: String) -> StatisticsError {
    StatisticsError(
      .constant,
      "The \(name) is not defined where the standard deviation is zero. Give a larger one."
    )
  }
}
