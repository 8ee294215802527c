internal import BatteryNumbers

extension NormalDistribution {
  /// The distribution of the sum of two independent numbers.
  public static func + (a: NormalDistribution, b: NormalDistribution) -> NormalDistribution {
    NormalDistribution(
      unchecked: a.mean + b.mean,
      Mathematics.hypot([a.standardDeviation, b.standardDeviation])
    )
  }

  /// The distribution of the difference of two independent numbers.
  public static func - (a: NormalDistribution, b: NormalDistribution) -> NormalDistribution {
    NormalDistribution(
      unchecked: a.mean - b.mean,
      Mathematics.hypot([a.standardDeviation, b.standardDeviation])
    )
  }

  /// The distribution moved by a constant.
  public static func + (a: NormalDistribution, b: Double) -> NormalDistribution {
    NormalDistribution(unchecked: a.mean + b, a.standardDeviation)
  }

  /// The distribution moved by a constant.
  public static func + (a: Double, b: NormalDistribution) -> NormalDistribution { b + a }

  /// The distribution moved back by a constant.
  public static func - (a: NormalDistribution, b: Double) -> NormalDistribution {
    NormalDistribution(unchecked: a.mean - b, a.standardDeviation)
  }

  /// The distribution of a constant less a number.
  public static func - (a: Double, b: NormalDistribution) -> NormalDistribution { -(b - a) }

  /// The distribution in other units.
  public static func * (a: NormalDistribution, b: Double) -> NormalDistribution {
    NormalDistribution(unchecked: a.mean * b, a.standardDeviation * b.magnitude)
  }

  /// The distribution in other units.
  public static func * (a: Double, b: NormalDistribution) -> NormalDistribution { b * a }

  /// The distribution in other units.
  public static func / (a: NormalDistribution, b: Double) -> NormalDistribution {
    NormalDistribution(unchecked: a.mean / b, a.standardDeviation / b.magnitude)
  }

  /// The distribution itself.
  public static prefix func + (a: NormalDistribution) -> NormalDistribution { a }

  /// The distribution of the negative.
  public static prefix func - (a: NormalDistribution) -> NormalDistribution {
    NormalDistribution(unchecked: -a.mean, a.standardDeviation)
  }
}
