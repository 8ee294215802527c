/// What `table stats` says of a column.
public struct ColumnStatistics: Hashable, Sendable {
  /// The name of the column.
  public var name: String
  /// What the values are.
  public var type: ColumnType
  /// How many rows have a value.
  public var count: Int
  /// How many rows have none.
  public var nulls: Int
  /// How many different values there are.
  public var distinct = 0
  /// Whether ``distinct`` is an estimate, within about one per cent.
  public var isDistinctEstimated = false
  /// The least value; `null` without values.
  public var minimum: Value = .null
  /// The greatest value; `null` without values.
  public var maximum: Value = .null
  /// The mean of numbers.
  public var mean: Double?
  /// The standard deviation of numbers as those of a sample; `nil` of fewer than two.
  public var standardDeviation: Double?
  /// The median of numbers; of days and times the lower one of the two in the middle.
  public var median: Value = .null
  /// Whether ``median`` is an estimate, within half a per cent.
  public var isMedianEstimated = false

  init(name: String, type: ColumnType, count: Int, nulls: Int) {
    self.name = name
    self.type = type
    self.count = count
    self.nulls = nulls
  }
}
