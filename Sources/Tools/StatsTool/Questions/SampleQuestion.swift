public import BatteryJobs
public import BatteryStatistics
import BatteryTables

/// `sample`: rows taken at random, and the others where they are wanted.
public struct SampleQuestion: ConfiguredQuestion {
  /// How many rows are taken; or ``split`` says it.
  public var rows: Int?
  /// Which share of the rows is taken, between 0 and 1.
  public var split: Double?
  /// The columns whose values have as large a share of the sample as of the files.
  public var stratify: [String]
  /// The columns that are kept, in this order; `nil` for all.
  public var columns: [String]?
  /// The file of the rows that are not taken.
  public var rest: String?

  /// Asks for rows.
  public init(
    rows: Int? = nil,
    split: Double? = nil,
    stratify: [String] = [],
    columns: [String]? = nil,
    rest: String? = nil
  ) {
    self.rows = rows
    self.split = split
    self.stratify = stratify
    self.columns = columns
    self.rest = rest
  }

  private enum Key: String, CodingKey {
    case rows, split, stratify, columns, rest
  }

  /// Reads the options; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      rows: try container.decodeIfPresent(Int.self, forKey: .rows),
      split: try container.decodeIfPresent(Double.self, forKey: .split),
      stratify: try OneOrMany.strings(container, .stratify) ?? [],
      columns: try OneOrMany.strings(container, .columns),
      rest: try container.decodeIfPresent(String.self, forKey: .rest)
    )
  }

  /// Writes the options.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(rows, forKey: .rows)
    try container.encodeIfPresent(split, forKey: .split)
    if !stratify.isEmpty { try container.encode(stratify, forKey: .stratify) }
    try container.encodeIfPresent(columns, forKey: .columns)
    try container.encodeIfPresent(rest, forKey: .rest)
  }

  /// The key.
  public static var name: String { "sample" }
  /// What it tells.
  public static var summary: String { "Rows at random, and the others in a file of their own." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    let names = JobSchema.ValueType.anyOf([.string, .list(.string)])
    return [
      .init("rows", .integer(0...Int.max), "How many rows are taken; or write split."),
      .init("split", .string, "Which share of the rows is taken, such as 0.8, to be fitted."),
      .init("stratify", names, "The columns whose values keep their shares."),
      .init("columns", names, "The columns that are kept, in this order."),
      .init("rest", .path, "The file of the rows that are not taken, such as those to test by."),
    ]
  }

  /// Rows are taken at random.
  public static var options: SharedOptions { .seed }

  /// Checks that one number says how many rows are taken.
  public func validate() throws(StatisticsError) {
    guard (rows == nil) != (split == nil) else {
      throw StatisticsError(
        .invalidArgument,
        rows == nil
          ? "It is not said how many rows are taken. Give rows, or split with a share such as 0.8."
          : "Both rows and split say how many rows are taken. Leave one of them out."
      )
    }
    if let rows, rows < 0 {
      throw StatisticsError(.invalidArgument, "A sample has 0 rows or more, not \(rows).")
    }
    guard let split else { return }
    guard split > 0, split < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "The share \(split) of split is not between 0 and 1. Give one such as 0.8."
      )
    }
    guard rest != nil else {
      throw StatisticsError(
        .invalidArgument,
        "A split has two parts. Name the file of the second one: rest, such as test.csv."
      )
    }
  }
}
