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
  public var decimals: [Decimal]?

  /// Makes a column.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - doubles: The numbers as doubles.
  ///   - decimals: The same numbers as they are written, where the source has texts.
  public init(name: String, doubles: [Double], decimals: [Decimal]? = nil) {
    self.name = name
    self.doubles = doubles
    self.decimals = decimals
  }

  /// How many numbers there are.
  public var count: Int { doubles.count }

  /// The numbers without any rounding.
  public var fractions: [Fraction] {
    decimals?.compactMap { Fraction(exactly: $0) } ?? doubles.compactMap { Fraction(exactly: $0) }
  }
}
