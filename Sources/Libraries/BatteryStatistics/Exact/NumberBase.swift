package import BatteryNumbers

/// What the scales of numbers are powers of.
package enum NumberBase: Sendable, Hashable {
  /// Of numbers that were texts.
  case ten
  /// Of doubles.
  case two

  /// So many of the bases multiplied with each other.
  package func power(_ exponent: Int) -> BigInteger {
    switch self {
    case .ten: BigInteger(10).power(exponent)
    case .two: BigInteger(1) << exponent
    }
  }
}
