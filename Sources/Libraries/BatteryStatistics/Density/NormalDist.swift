public import BatteryNumbers
internal import Foundation

/// A normal distribution: a mean and a standard deviation.
///
/// ```swift
/// let heights = try NormalDist(mean: 178, standardDeviation: 7)
/// try heights.cdf(190) - heights.cdf(170)      // the share between 170 and 190
/// try heights.quantiles(n: 4)
/// ```
///
/// Its numbers are Python's to the last bit; ``NormalDistribution`` is the one whose tails keep their
/// digits far out.
public struct NormalDist: Sendable, Hashable, Codable {
  /// The mean.
  public let mean: Double
  /// The standard deviation; not negative.
  public let standardDeviation: Double

  /// Makes a distribution.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is negative.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(StatisticsError) {
    if standardDeviation < 0 {
      throw StatisticsError(
        .invalidArgument,
        "The standard deviation \(standardDeviation) is negative. Give one of 0 or more."
      )
    }
    self.init(unchecked: mean, standardDeviation)
  }

  private init(unchecked mean: Double, _ standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Makes the distribution with the mean and the standard deviation of a sample.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public init(samples: some Sequence<Double>) throws(StatisticsError) {
    let moments = ExactMoments(samples)
    self.init(unchecked: try moments.mean(), try moments.standardDeviation())
  }

  /// Reads a distribution that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      mean: container.decode(Double.self, forKey: .mean),
      standardDeviation: container.decode(Double.self, forKey: .standardDeviation)
    )
  }

  /// The mean of 0 and the standard deviation of 1.
  public static let standard = NormalDist(unchecked: 0, 1)

  /// The middle: the mean.
  public var median: Double { mean }
  /// Where the density is highest: the mean.
  public var mode: Double { mean }
  /// The square of the standard deviation.
  public var variance: Double { standardDeviation * standardDeviation }

  /// Numbers drawn from the distribution, the same as Python draws with the generator's seed.
  public func samples(_ count: Int, using source: inout some RandomSource) -> [Double] {
    (0..<max(count, 0)).map { _ in Self.quantile(source.random(), mean, standardDeviation) }
  }

  /// The density at a value.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is zero.
  public func pdf(_ x: Double) throws(StatisticsError) -> Double {
    guard variance != 0 else { throw degenerate("density") }
    let difference = x - mean
    return exp(difference * difference / (-2 * variance)) / (2 * Double.pi * variance).squareRoot()
  }

  /// The probability of values up to this one.
  ///
  /// - Throws: ``StatisticsError`` when the standard deviation is zero.
  public func cdf(_ x: Double) throws(StatisticsError) -> Double {
    guard standardDeviation != 0 else { throw degenerate("distribution function") }
    return 0.5 * erfc((mean - x) / (standardDeviation * 2.0.squareRoot()))
  }

  /// The value up to which the values have a probability.
  ///
  /// - Throws: ``StatisticsError`` when the probability is not between 0 and 1.
  public func inverseCDF(_ p: Double) throws(StatisticsError) -> Double {
    guard p > 0, p < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "The probability \(p) is not between 0 and 1. Give one that is."
      )
    }
    return Self.quantile(p, mean, standardDeviation)
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
    return (1..<n).map { Self.quantile(Double($0) / Double(n), mean, standardDeviation) }
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
  public func overlap(_ other: NormalDist) throws(StatisticsError) -> Double {
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
    let first = try (y.cdf(high) - x.cdf(high)).magnitude
    let second = try (y.cdf(low) - x.cdf(low)).magnitude
    return 1 - (first + second)
  }

  private func degenerate(_ name: String) -> StatisticsError {
    StatisticsError(
      .constant,
      "The \(name) is not defined where the standard deviation is zero. Give a larger one."
    )
  }

  /// Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
  /// Statistics 37 (1988).
  static func quantile(_ p: Double, _ mean: Double, _ deviation: Double) -> Double {
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      let x = polynomial(central.0, r) * q / polynomial(central.1, r)
      return mean + x * deviation
    }
    let r = (-log(q <= 0 ? p : 1 - p)).squareRoot()
    let (coefficients, shift) = r <= 5 ? (middle, 1.6) : (tail, 5)
    let x = polynomial(coefficients.0, r - shift) / polynomial(coefficients.1, r - shift)
    return mean + (q < 0 ? -x : x) * deviation
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    var result = coefficients[0]
    for coefficient in coefficients.dropFirst() { result = result * x + coefficient }
    return result
  }

  private static let central = (
    [
      2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
      4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
      1.3314166789178437745e+2, 3.3871328727963666080e+0,
    ],
    [
      5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
      2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
      4.2313330701600911252e+1, 1,
    ]
  )
  private static let middle = (
    [
      7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
      1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
      4.63033784615654529590e+0, 1.42343711074968357734e+0,
    ],
    [
      1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
      1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
      2.05319162663775882187e+0, 1,
    ]
  )
  private static let tail = (
    [
      2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
      2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
      5.46378491116411436990e+0, 6.65790464350110377720e+0,
    ],
    [
      2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
      7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
      5.99832206555887937690e-1, 1,
    ]
  )
}

extension NormalDist {
  /// The distribution of the sum of two independent numbers.
  public static func + (a: NormalDist, b: NormalDist) -> NormalDist {
    NormalDist(
      unchecked: a.mean + b.mean,
      Mathematics.hypot([a.standardDeviation, b.standardDeviation])
    )
  }

  /// The distribution of the difference of two independent numbers.
  public static func - (a: NormalDist, b: NormalDist) -> NormalDist {
    NormalDist(
      unchecked: a.mean - b.mean,
      Mathematics.hypot([a.standardDeviation, b.standardDeviation])
    )
  }

  /// The distribution moved by a constant.
  public static func + (a: NormalDist, b: Double) -> NormalDist {
    NormalDist(unchecked: a.mean + b, a.standardDeviation)
  }

  /// The distribution moved by a constant.
  public static func + (a: Double, b: NormalDist) -> NormalDist { b + a }

  /// The distribution moved back by a constant.
  public static func - (a: NormalDist, b: Double) -> NormalDist {
    NormalDist(unchecked: a.mean - b, a.standardDeviation)
  }

  /// The distribution of a constant less a number.
  public static func - (a: Double, b: NormalDist) -> NormalDist { -(b - a) }

  /// The distribution in other units.
  public static func * (a: NormalDist, b: Double) -> NormalDist {
    NormalDist(unchecked: a.mean * b, a.standardDeviation * b.magnitude)
  }

  /// The distribution in other units.
  public static func * (a: Double, b: NormalDist) -> NormalDist { b * a }

  /// The distribution in other units.
  public static func / (a: NormalDist, b: Double) -> NormalDist {
    NormalDist(unchecked: a.mean / b, a.standardDeviation / b.magnitude)
  }

  /// The distribution itself.
  public static prefix func + (a: NormalDist) -> NormalDist { a }

  /// The distribution of the negative.
  public static prefix func - (a: NormalDist) -> NormalDist {
    NormalDist(unchecked: -a.mean, a.standardDeviation)
  }
}
