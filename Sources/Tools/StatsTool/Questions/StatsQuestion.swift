public import BatteryStatistics

/// One question about data, with its options; the same value in a configuration and on the command
/// line.
public protocol StatsQuestion: Codable, Hashable, Sendable {
  /// The columns of numbers that are needed; `nil` for all columns of numbers.
  var numberColumns: [String]? { get }
  /// The columns of texts (groups, classes) that are needed.
  var labelColumns: [String] { get }
  /// Those of ``numberColumns`` that may hold texts as well, which are read as ``labelColumns`` then;
  /// none unless a question says so.
  var textColumns: [String] { get }
  /// Whether a row counts only where all of its values are there; true unless a question says that
  /// each column stands for itself, and keeps all values that it has.
  var needsCompleteRows: Bool { get }

  /// Why rows may have no weights as the question is asked; `nil` where they may.
  var weightsRefusal: WeightsRefusal? { get }

  /// Checks options that can be wrong without any data.
  func validate() throws(StatisticsError)

  /// Answers for one table; `--by` asks once for each group, outside of this.
  func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer
}

extension StatsQuestion {
  /// None: numbers are numbers.
  public var textColumns: [String] { [] }

  /// Rows may have weights.
  public var weightsRefusal: WeightsRefusal? { nil }

  /// Rows are wanted whole.
  public var needsCompleteRows: Bool { true }
}
