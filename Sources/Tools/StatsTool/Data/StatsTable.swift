/// The columns that a question needs, of the rows that meet the condition and have all values.
public struct StatsTable: Sendable {
  /// The number of rows.
  public var rows: Int
  /// The columns of numbers, by name.
  public var numbers: [String: NumberColumn]
  /// The columns of texts, by name.
  public var labels: [String: [String]]
  /// How many rows were left out because a value is missing.
  public var missing: Int
}
