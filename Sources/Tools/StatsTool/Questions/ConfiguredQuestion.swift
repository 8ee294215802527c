public import BatteryJobs
public import BatteryStatistics

/// What a configuration may ask for, by its name: mostly a ``StatsQuestion``.
public protocol ConfiguredQuestion: Codable, Hashable, Sendable {
  /// The name, as a key of a configuration.
  static var name: String { get }
  /// What it tells, in one sentence.
  static var summary: String { get }
  /// The fields of its configuration.
  static var fields: [JobSchema.Field] { get }
  /// Which of the options that not every question has a use for it takes.
  static var options: SharedOptions { get }
  /// The names of the tables that its answers may have, the main one first.
  static var tableNames: [String] { get }
  /// Whether the confidence of intervals makes a difference.
  var usesConfidence: Bool { get }

  /// Checks options that can be wrong without any data.
  func validate() throws(StatisticsError)
}

extension ConfiguredQuestion {
  /// It does where there are intervals.
  public var usesConfidence: Bool { Self.options.contains(.confidence) }
}

extension DescribeQuestion: ConfiguredQuestion {
  /// Weights, and a method for quartiles.
  public static var options: SharedOptions { [.weights, .quantileMethod] }
  /// The key.
  public static var name: String { "describe" }
  /// What it tells.
  public static var summary: String { "Count, mean, spread, quartiles and shape of each column." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .numberColumns,
      .init("quantileMethod", .integer(1...9), "How quartiles are taken.", defaultValue: "7"),
    ]
  }
}

extension QuantileQuestion: ConfiguredQuestion {
  /// Weights, and a method.
  public static var options: SharedOptions { [.weights, .quantileMethod] }
  /// The key.
  public static var name: String { "quantile" }
  /// What it tells.
  public static var summary: String { "The values below which shares of each column lie." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .numberColumns,
      .init("q", .anyOf([.string, .list(.string)]), "The shares, such as [0.5, 0.95]."),
      .init(
        "method",
        .string,
        "A number from 1 to 9, inclusive or exclusive.",
        defaultValue: "7"
      ),
      .init("sketch", .boolean, "Whether to estimate in a few kilobytes.", defaultValue: "false"),
    ]
  }
}

extension HistogramQuestion: ConfiguredQuestion {
  /// Weights and drawings.
  public static var options: SharedOptions { [.weights, .plots] }
  /// The key.
  public static var name: String { "histogram" }
  /// What it tells.
  public static var summary: String { "How many numbers lie in each part of a column's range." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .numberColumns,
      .init(
        "bins",
        .integer(1...Self.mostBins),
        "How many parts; by Freedman and Diaconis unless given."
      ),
    ]
  }
}

extension JobSchema.Field {
  /// The columns that a question looks at.
  static var numberColumns: JobSchema.Field {
    .init(
      "columns",
      .anyOf([.string, .list(.string)]),
      "The columns; all that are numbers unless given."
    )
  }
}
