public import BatteryTables

/// What is done to the rows of a table, in this order.
///
/// Rows are chosen, columns computed (first where the condition needs them), some rows taken at random, rows grouped, sorted, columns chosen,
/// rows left out that are there already, and the first rows kept.
public struct TableSteps: Hashable, Sendable {
  /// The condition that rows have to meet.
  public var condition: String?
  /// Columns that are computed, in order.
  public var derived: [Derivation]
  /// Which rows are taken at random.
  public var sample: RandomRows?
  /// The windows of time into which rows are grouped, besides their keys.
  public var window: Window?
  /// The columns whose equal values make a group.
  public var keys: [String]
  /// What is computed from each group.
  public var aggregates: String?
  /// The columns by which rows are sorted.
  public var order: String?
  /// The columns that are kept.
  public var columns: [String]?
  /// Whether a row is left out that equals one before it.
  public var isDistinct: Bool
  /// How many rows are kept.
  public var limit: Int?

  /// A column that is computed.
  public struct Derivation: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// From what.
    public var expression: String

    /// Describes a column.
    public init(_ name: String, _ expression: String) {
      self.name = name
      self.expression = expression
    }
  }

  /// Rows that are taken at random, in their order.
  public struct RandomRows: Hashable, Sendable {
    /// How many there are at the most.
    public var count: Int
    /// The same seed takes the same rows of the same table.
    public var seed: UInt64

    /// Describes rows.
    public init(_ count: Int, seed: UInt64) {
      self.count = count
      self.seed = seed
    }
  }

  /// Windows of time that follow one another.
  public struct Window: Hashable, Sendable {
    /// The column of the times.
    public var column: String
    /// How long a window is, such as `15m`.
    public var width: String

    /// Reads `column=width`; `nil` when a part is missing.
    public init?(_ text: String) {
      guard let sign = text.lastIndex(of: "="), sign != text.startIndex else { return nil }
      column = String(text[..<sign])
      width = String(text[text.index(after: sign)...])
    }
  }

  /// Describes what is done.
  public init(
    condition: String? = nil,
    derived: [Derivation] = [],
    sample: RandomRows? = nil,
    window: Window? = nil,
    keys: [String] = [],
    aggregates: String? = nil,
    order: String? = nil,
    columns: [String]? = nil,
    isDistinct: Bool = false,
    limit: Int? = nil
  ) {
    self.condition = condition
    self.derived = derived
    self.sample = sample
    self.window = window
    self.isDistinct = isDistinct
    self.keys = keys
    self.aggregates = aggregates
    self.order = order
    self.columns = columns
    self.limit = limit
  }

  /// Whether rows become groups.
  public var isGrouped: Bool { !keys.isEmpty || aggregates != nil || window != nil }

  /// The rows after all of it.
  ///
  /// - Throws: ``TableError`` when something is not understood or does not suit the columns.
  public func applied(
    to reader: any TableReader,
    memory: TableMemory = TableMemory(),
    note: (String) -> Void = { _ in }
  ) throws -> any TableReader {
    if !reader.schema.spellings.isEmpty {
      // What does not suit is told of without the columns that nobody knows of.
      _ = try applied(to: BatchReader(reader.schema.withoutSpellings, []))
    }
    var reader = try sampled(try chosen(reader))
    if let window {
      var windows = try windows(window, reader.schema, memory)
      reader = grouped(try windows.fold(reader), note)
    } else if isGrouped {
      var groups = try GroupBy(
        reader.schema,
        by: keys,
        try aggregateList(),
        memory: memory.forFigures
      )
      reader = grouped(try groups.fold(reader), note)
    }
    return try finished(reader, memory)
  }

  /// The rows of a CSV file after all of it, with the groups made by several threads.
  ///
  /// - Throws: ``TableError`` when something is not understood or does not suit the columns.
  public func applied(
    toGroupsOf scan: CSVScan,
    _ parsed: TableRowCount,
    memory: TableMemory,
    check: @escaping @Sendable () throws -> Void,
    note: (String) -> Void = { _ in }
  ) throws -> any TableReader {
    let result =
      if let window {
        try groups(of: scan, parsed, check) { try windows(window, $0, memory) }
      } else {
        try groups(of: scan, parsed, check) {
          try GroupBy($0, by: keys, try aggregateList(), memory: memory.forFigures)
        }
      }
    return try finished(grouped(result, note), memory)
  }

  private func windows(
    _ window: Window,
    _ schema: Schema,
    _ memory: TableMemory
  ) throws -> TimeWindows {
    try TimeWindows(
      schema,
      of: window.column,
      every: window.width,
      by: keys,
      try aggregateList(),
      memory: memory.forFigures
    )
  }

  private func groups<Fold: TableFold>(
    of scan: CSVScan,
    _ parsed: TableRowCount,
    _ check: @escaping @Sendable () throws -> Void,
    _ initial: @escaping @Sendable (Schema) throws -> Fold
  ) throws -> Fold.Result {
    var scan = scan
    let steps = self
    @Sendable func empty(_ schema: Schema) throws -> (groups: Fold, rows: Int) {
      (try initial(try steps.chosen(BatchReader(schema, [])).schema), 0)
    }
    var state = try scan.foldInOrder(empty) { batch in
      try check()
      var part = try empty(batch.schema)
      part.rows = batch.count
      var rows = try steps.chosen(BatchReader(batch.schema, [batch]))
      while let batch = try rows.next() { try part.groups.add(batch) }
      try part.groups.seal()
      return part
    } combine: { state, part in
      state.rows += part.rows
      try state.groups.merge(part.groups)
    }
    parsed.add(state.rows)
    parsed.finish()
    return try state.groups.finish()
  }

  /// The columns without which the groups cannot be made.
  func neededForGroups() throws -> Set<String> {
    var names = try workedWith().union(keys)
    if let window { names.insert(window.column) }
    for aggregate in try aggregateList() {
      if let argument = aggregate.argument { names.formUnion(argument.columns) }
    }
    return names
  }

  /// The columns whose values are worked with, not only passed on.
  ///
  /// - Throws: ``TableError`` when something is not understood.
  public func workedWith() throws -> Set<String> {
    var names: Set<String> = []
    if let order, !isGrouped { names.formUnion(try SortKey.list(order).map(\.column)) }
    if isDistinct, !isGrouped { names.formUnion(columns ?? []) }
    for item in derived {
      names.formUnion(try TableExpression(item.expression, name: item.name).columns)
    }
    if let condition { names.formUnion(try TableExpression(condition).columns) }
    return names
  }

  /// The rows that meet the condition, with the computed columns.
  public func chosen(_ source: any TableReader) throws -> any TableReader {
    let condition = try condition.map { try TableExpression($0) }
    // Nothing is computed for rows that are left out, unless the condition needs it.
    let names = Set(derived.map(\.name)).subtracting(source.schema.names)
    let isDerivedFirst = condition.map { !$0.columns.isDisjoint(with: names) } ?? false
    var reader = isDerivedFirst ? try computed(source) : source
    if let condition { reader = try Filter(reader, where: condition) }
    return isDerivedFirst ? reader : try computed(reader)
  }

  /// The rows with the computed columns.
  private func computed(_ source: any TableReader) throws -> any TableReader {
    guard !derived.isEmpty else { return source }
    var columns: [Derive.Column] = []
    for item in derived {
      let expression = try TableExpression(item.expression, name: item.name)
      columns.append(Derive.Column(item.name, expression))
    }
    return try Derive(source, columns)
  }

  /// The rows that are taken at random.
  func sampled(_ reader: any TableReader) throws -> any TableReader {
    guard let sample else { return reader }
    let batch = try Sample.rows(sample.count, of: reader, seed: sample.seed)
    return BatchReader(batch.schema, [batch])
  }

  private func aggregateList() throws(TableError) -> [Aggregate] {
    try Aggregate.list(aggregates ?? "count")
  }

  private func grouped(_ result: GroupBy.Result, _ note: (String) -> Void) -> any TableReader {
    for text in result.notes { note(text) }
    return BatchReader(result.batch.schema, [result.batch])
  }

  private func finished(
    _ source: any TableReader,
    _ memory: TableMemory
  ) throws -> any TableReader {
    var reader = source
    if let order {
      let keys = try SortKey.list(order)
      if let limit, limit <= Self.mostOfTop, !isDistinct {
        var top = try TopK(reader.schema, limit, by: keys)
        let batch = try top.fold(reader)
        reader = BatchReader(batch.schema, [batch])
      } else {
        reader = try Sort(reader, by: keys, memory: memory.forSorting)
      }
    }
    if isDistinct {
      // Values are compared, not how they are written.
      reader = try Distinct(reader, by: columns ?? reader.schema.withoutSpellings.names)
    }
    reader = SpelledColumns(reader, try spellings(reader.schema))
    if let columns { reader = try ColumnSelection(reader, selecting: columns) }
    if let limit { reader = RowRange(reader, limit: limit) }
    return reader
  }

  /// Where the texts of columns are: not of those that have been computed, unless from one column.
  private func spellings(_ schema: Schema) throws -> [String: String] {
    var names = schema.spellings
    guard !names.isEmpty else { return [:] }
    for item in derived {
      let column = try TableExpression(item.expression, name: item.name).columnName
      names[item.name] = column.flatMap { names[$0] }
    }
    return names
  }

  /// Up to how many rows are found without sorting all.
  private static let mostOfTop = 100_000
}
