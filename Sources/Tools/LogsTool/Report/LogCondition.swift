import BatteryTables

/// Conditions over the records of a log.
public enum LogCondition {
  /// The columns that conditions know.
  public static var columns: [String] { LogColumns.schema.names }
}
