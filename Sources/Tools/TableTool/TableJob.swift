public import BatteryJobs
public import BatteryTables

/// Answers a question about tables in files, or turns them into another one.
///
/// ```yaml
/// table:
///   input: sales-*.csv
///   where: price > 100
///   group: { by: [city], aggregate: "count, sum(price)" }
///   sort: -count
///   output: cities.json
/// ```
public struct TableJob: Job {
  /// How rows are made into groups.
  public struct Grouping: Codable, Hashable, Sendable {
    /// The columns whose equal values make a group.
    public var by: [String]
    /// What is computed from each group, such as `count, sum(price)`.
    public var aggregate: String
    /// Windows of time as a first key.
    public var window: String?

    /// Describes groups.
    public init(
      by: [String],
      aggregate: String = "count",
      window: String? = nil
    ) {
      self.window = window
      self.by = by
      self.aggregate = aggregate
    }
  }

  /// The files; patterns are expanded.
  public var input: [String]
  /// How the files are read.
  public var reading: TableReading
  /// The condition that rows have to meet.
  public var condition: String?
  /// Columns that are computed, by their names.
  public var derive: [String: String]
  /// The groups.
  public var group: Grouping?
  /// The columns by which rows are sorted, such as `city, -price`.
  public var sort: String?
  /// The columns that are kept.
  public var select: [String]?
  /// Whether rows are left out that equal one before them.
  public var isDistinct: Bool
  /// How many rows are kept.
  public var limit: Int?
  /// Where the rows go; the report has the first of them when nothing is given.
  public var output: String?
  /// How the rows are written; as the name of the output says unless given.
  public var format: TableOutputFormat?

  /// Describes what to do.
  public init(
    input: [String],
    reading: TableReading = TableReading(),
    condition: String? = nil,
    derive: [String: String] = [:],
    group: Grouping? = nil,
    sort: String? = nil,
    select: [String]? = nil,
    isDistinct: Bool = false,
    limit: Int? = nil,
    output: String? = nil,
    format: TableOutputFormat? = nil
  ) {
    self.input = input
    self.reading = reading
    self.condition = condition
    self.derive = derive
    self.group = group
    self.sort = sort
    self.select = select
    self.isDistinct = isDistinct
    self.limit = limit
    self.output = output
    self.format = format
  }

  /// The key `table`.
  public static var kind: JobKind { "table" }

  /// What is read, and where it goes.
  public var title: String {
    "table \(input.joined(separator: ", "))" + (output.map { " to \($0)" } ?? "")
  }

  /// What is done to the rows.
  var steps: TableSteps {
    TableSteps(
      condition: condition,
      derived: derive.sorted { $0.key < $1.key }.map { TableSteps.Derivation($0.key, $0.value) },
      window: group?.window.flatMap { TableSteps.Window($0) },
      keys: group?.by ?? [],
      aggregates: group?.aggregate,
      order: sort,
      columns: select,
      isDistinct: isDistinct,
      limit: limit
    )
  }

  /// Checks that the expressions can be read.
  public func validate() throws(ConfigurationError) {
    guard !input.isEmpty, !input.contains("") else {
      throw ConfigurationError(
        path: "input",
        problem: "names no file",
        remedy: "Write a file or a pattern, such as sales-*.csv."
      )
    }
    try check("where") { try condition.map { _ = try TableExpression($0) } }
    for (name, text) in derive {
      try check("derive.\(name)") { _ = try TableExpression(text, name: name) }
    }
    if let group { try check("group.aggregate") { _ = try Aggregate.list(group.aggregate) } }
    if let window = group?.window, TableSteps.Window(window) == nil {
      throw ConfigurationError(
        path: "group.window",
        problem: "is not a column and a length",
        remedy: "Write both, such as at=15m."
      )
    }
    if let sort { try check("sort") { _ = try SortKey.list(sort) } }
    try reading.validate()
    if let output, format == nil, TableOutputFormat(name: output) == nil {
      throw ConfigurationError(
        path: "output",
        problem: "has no ending that says how to write it",
        remedy: "End it with .csv, .tsv, .json, .jsonl, .md or .html, or write format."
      )
    }
  }

  private func check(
    _ path: String,
    _ body: () throws -> Void
  ) throws(ConfigurationError) {
    do {
      try body()
    } catch {
      throw ConfigurationError(
        path: path,
        problem: "cannot be read: \((error as? TableError)?.message ?? "\(error)")",
        remedy: "See Documentation/Expressions.md for how expressions are written."
      )
    }
  }
}
