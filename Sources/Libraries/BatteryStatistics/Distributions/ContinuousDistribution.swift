internal import Foundation

/// A distribution of a real number: its density, both tails and their inverses.
///
/// Both tails keep their digits however far out: ``sf(_:)`` is not one minus ``cdf(_:)``.
///
/// ```swift
/// NormalDistribution().sf(10)                              // 7.61985302416052e-24
/// try StudentDistribution(degreesOfFreedom: 5).isf(0.025)  // 2.5705818356363146
/// ```
public protocol ContinuousDistribution: Sendable, Hashable {
  /// The smallest and the largest value that can occur.
  var support: ClosedRange<Double> { get }

  /// The density at `x`.
  func pdf(_ x: Double) -> Double

  /// The probability of a value of at most `x`.
  func cdf(_ x: Double) -> Double

  /// The probability of a value above `x`: the survival function.
  func sf(_ x: Double) -> Double

  /// The value at which the lower tail has this probability: the inverse of ``cdf(_:)``.
  func quantile(_ probability: Double) -> Double

  /// The value at which the upper tail has this probability: the inverse of ``sf(_:)``.
  func isf(_ probability: Double) -> Double
}

extension ContinuousDistribution {
  /// The value at which the lower tail has this probability: the inverse of ``cdf(_:)``.
  ///
  /// - Returns: The value; NaN where `probability` is not from 0 to 1.
  public func quantile(_ probability: Double) -> Double {
    probability <= 0.5
      ? inverse(of: probability, rising: true) : inverse(of: 1 - probability, rising: false)
  }

  /// The value at which the upper tail has this probability: the inverse of ``sf(_:)``.
  ///
  /// - Returns: The value; NaN where `probability` is not from 0 to 1.
  public func isf(_ probability: Double) -> Double {
    probability <= 0.5
      ? inverse(of: probability, rising: false) : inverse(of: 1 - probability, rising: true)
  }

  /// Newton's steps within bounds that close in, at first among the powers of two.
  private func inverse(of probability: Double, rising: Bool) -> Double {
    guard probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return rising ? support.lowerBound : support.upperBound }
    var low = Self.rank(support.lowerBound)
    var high = Self.rank(support.upperBound)
    func tail(_ x: Double) -> Double { rising ? cdf(x) : sf(x) }
    func narrow(_ x: Double, _ found: Double) {
      if (found < probability) == rising { low = Self.rank(x) } else { high = Self.rank(x) }
    }
    if support.contains(0), tail(0) == probability { return 0 }
    for _ in 0..<13 {
      let middle = low + (high - low) / 2
      let x = Self.value(middle)
      let found = tail(x)
      if found.isNaN { return .nan }
      narrow(x, found)
    }
    var x = Self.value(low + (high - low) / 2)
    for _ in 0..<100 where high - low > 1 {
      let found = tail(x)
      if found.isNaN { return .nan }
      if found == probability { return x }
      narrow(x, found)
      let slope = pdf(x) * (rising ? 1 : -1)
      // In the tails the logarithm of the probability is the straighter line.
      let far = probability < 0.1 && found > 0
      let change =
        far
        ? log(found / probability) * found / slope : (found - probability) / slope
      let next = x - change
      if (next - x).magnitude <= x.magnitude * 0x1p-53 { return next }
      let rank = next.isFinite ? Self.rank(next) : low
      x = rank > low && rank < high ? next : Self.value(low + (high - low) / 2)
    }
    return x
  }

  /// Doubles in their order as integers.
  private static func rank(_ x: Double) -> Int {
    let bits = Int(bitPattern: UInt(x.magnitude.bitPattern))
    return (x < 0 ? -bits : bits) / 2
  }

  private static func value(_ rank: Int) -> Double {
    let magnitude = Double(bitPattern: UInt64(rank.magnitude) * 2)
    return rank < 0 ? -magnitude : magnitude
  }
}
