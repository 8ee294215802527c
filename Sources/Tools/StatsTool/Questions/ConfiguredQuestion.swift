public import BatteryJobs

/// A question that a configuration may ask, by its name.
public protocol ConfiguredQuestion: StatsQuestion {
  /// The name, as a key of a configuration.
  static var name: String { get }
  /// What it tells, in one sentence.
  static var summary: String { get }
  /// The fields of its configuration.
  static var fields: [JobSchema.Field] { get }
}

extension DescribeQuestion: ConfiguredQuestion {
  /// The key.
  public static var name: String { "describe" }
  /// What it tells.
  public static var summary: String { "Count, mean, spread, quartiles and shape of each column." }
  /// The fields.
  public static var fields: [JobSchema.Field] { [.numberColumns] }
}

extension QuantileQuestion: ConfiguredQuestion {
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
