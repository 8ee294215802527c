public import BatteryStatistics

/// One question about data, with its options; the same value in a configuration and on the command
/// line.
public protocol StatsQuestion: Codable, Hashable, Sendable {
  /// The columns of numbers that are needed; `nil` for all columns of numbers.
  var numberColumns: [String]? { get }
  /// The columns of texts (groups, classes) that are needed.
  var labelColumns: [String] { get }

  /// Checks options that can be wrong without any data.
  func validate() throws(StatisticsError)

  /// Answers for one table; `--by` asks once for each group, outside of this.
  func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer
}
