public import BatteryJobs
import BatteryTables

extension TableJob {
  private enum Key: String, CodingKey {
    case input
    case condition = "where"
    case derive
    case group
    case sort
    case select
    case distinct
    case limit
    case output
    case format
  }

  /// Reads the configuration; a single file or column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      input: try OneOrMany.strings(container, .input) ?? [],
      reading: try TableReading(from: decoder),
      condition: try container.decodeIfPresent(String.self, forKey: .condition),
      derive: try container.decodeIfPresent([String: String].self, forKey: .derive) ?? [:],
      group: try container.decodeIfPresent(Grouping.self, forKey: .group),
      sort: try container.decodeIfPresent(String.self, forKey: .sort),
      select: try OneOrMany.strings(container, .select),
      isDistinct: try container.decodeIfPresent(Bool.self, forKey: .distinct) ?? false,
      limit: try container.decodeIfPresent(Int.self, forKey: .limit),
      output: try container.decodeIfPresent(String.self, forKey: .output),
      format: try container.decodeIfPresent(TableOutputFormat.self, forKey: .format)
    )
  }

  /// Writes the configuration.
  public func encode(to encoder: any Encoder) throws {
    try reading.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(input, forKey: .input)
    try container.encodeIfPresent(condition, forKey: .condition)
    if !derive.isEmpty { try container.encode(derive, forKey: .derive) }
    try container.encodeIfPresent(group, forKey: .group)
    try container.encodeIfPresent(sort, forKey: .sort)
    try container.encodeIfPresent(select, forKey: .select)
    if isDistinct { try container.encode(true, forKey: .distinct) }
    try container.encodeIfPresent(limit, forKey: .limit)
    try container.encodeIfPresent(output, forKey: .output)
    try container.encodeIfPresent(format, forKey: .format)
  }

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    return JobSchema(
      summary: "Answers a question about tables in files, or turns them into another one.",
      fields: [
        .init(
          "input",
          .anyOf([.path, .list(.path)]),
          "The files: CSV, TSV, JSON, JSON Lines, SQLite, also compressed; patterns are expanded.",
          isRequired: true
        ),
        .init("where", .string, "The condition that rows have to meet, such as price > 100."),
        .init("derive", .map(.string), "Columns that are computed: a name and an expression each."),
        .init(
          "group",
          .object([
            .init("by", .list(.string), "The columns whose equal values make a group."),
            .init(
              "aggregate",
              .string,
              "What is computed from each group, such as count, sum(price)."
            ),
            .init("window", .string, "Windows of a column of times as a first key, such as at=1h."),
          ]),
          "The groups into which rows are put."
        ),
        .init("sort", .string, "The columns by which rows are sorted, such as city, -price."),
        .init("select", texts, "The columns that are kept, in their order."),
        .init("distinct", .boolean, "Whether rows are left out that equal one before them."),
        .init("limit", .integer(0...1_000_000_000_000), "How many rows are kept."),
        .init("output", .path, "Where the rows go; the report shows the first of them without."),
        .init(
          "format",
          .choice(TableOutputFormat.allCases.map(\.rawValue)),
          "How the rows are written; the name of the output says it unless given."
        ),
      ] + TableReading.fields
    )
  }
}

extension TableJob.Grouping {
  private enum Key: String, CodingKey {
    case by
    case aggregate
    case window
  }

  /// Reads the configuration; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      by: try OneOrMany.strings(container, .by) ?? [],
      aggregate: try container.decodeIfPresent(String.self, forKey: .aggregate) ?? "count",
      window: try container.decodeIfPresent(String.self, forKey: .window)
    )
  }
}
