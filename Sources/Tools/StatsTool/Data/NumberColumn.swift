public import BatteryNumbers

/// The numbers of one column, whole in memory.
///
/// Numbers that were texts are exact decimals: what is computed from ``fractions`` loses no digit of
/// the file.
public struct NumberColumn: Sendable {
  /// The name of the column.
  public var name: String
  /// The numbers as doubles, each the nearest to what is written.
  public var doubles: [Double]
  /// The numbers as they are written; `nil` where the source has doubles only.
  var decimals: [Decimal]?

  /// The numbers without any rounding.
  public var fractions: [Fraction] {
    decimals?.compactMap { Fraction(exactly: $0) } ?? doubles.compactMap { Fraction(exactly: $0) }
  }
}
