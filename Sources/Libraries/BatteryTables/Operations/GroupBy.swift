/// Rows with equal keys, and what is computed from each such group, in the order in which the keys
/// are first seen.
///
/// Values that are not there are a key of their own. Without keys there is one group, also of no
/// rows. The sum of integers is a decimal column when one of the sums does not fit 64 bits.
public struct GroupBy: TableFold {
  /// The groups.
  public struct Result: Sendable {
    /// The keys, then the aggregates in the order given.
    public var batch: Batch
    /// What had to be estimated because the memory did not suffice; in sentences.
    public var notes: [String]
  }

  private let schema: Schema
  private let keys: [Int]
  private let aggregates: [Aggregate]
  private let arguments: [CompiledExpression?]
  private var table = KeyTable()
  private var values: [Column]
  private var accumulators: [any Accumulator] = []

  /// Begins to group the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - keys: The names of the columns whose equal values make a group.
  ///   - aggregates: What is computed from each group.
  ///   - memory: How many bytes exact quantiles and distinct counts may take before they are
  ///     estimated.
  /// - Throws: ``TableError`` when a column is not there, an aggregate does not suit its type, or two
  ///   columns of the result would have one name.
  public init(
    _ schema: Schema,
    by keys: [String],
    _ aggregates: [Aggregate],
    memory: Int = 256 << 20
  ) throws(TableError) {
    self.schema = schema
    self.aggregates = aggregates
    var places: [Int] = []
    for key in keys { places.append(try schema.requiredPlace(of: key)) }
    self.keys = places
    try Schema.requireDifferent(keys + aggregates.map(\.name))
    values = places.map { Column(schema[$0].type) }
    var arguments: [CompiledExpression?] = []
    for aggregate in aggregates {
      let argument = try aggregate.argument.map { argument throws(TableError) in
        try argument.compiled(for: schema)
      }
      arguments.append(argument)
      accumulators.append(
        try aggregate.accumulator(argument?.type, memory: memory / max(1, aggregates.count))
      )
    }
    self.arguments = arguments
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
    let columns = keys.map { batch.columns[$0] }
    let groups = groups(of: columns, count: batch.count)
    for place in accumulators.indices {
      let column = try arguments[place].map { argument throws(TableError) in
        try argument.column(of: batch)
      }
      try accumulators[place].add(column, groups, count: table.count)
    }
  }

  /// The groups of rows; new ones are made as they are met.
  private mutating func groups(of columns: [Column], count: Int) -> [Int32] {
    let (groups, new) = table.add(columns, count: count)
    if !new.isEmpty {
      for place in columns.indices { values[place].append(columns[place].gathering(new)) }
    }
    return groups
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: GroupBy) throws(TableError) {
    let groups = groups(of: later.values, count: later.table.count)
    for place in accumulators.indices {
      try accumulators[place].merge(later.accumulators[place], groups, count: table.count)
    }
  }

  /// The groups.
  public mutating func finish() throws(TableError) -> Result {
    let count = keys.isEmpty ? 1 : table.count
    var fields = keys.map { schema[$0] }
    var columns = values
    var notes: [String] = []
    for place in accumulators.indices {
      let column = try accumulators[place].result(count: count)
      let name = aggregates[place].name
      fields.append(Schema.Field(name, column.type))
      columns.append(column)
      if accumulators[place].isEstimate {
        notes.append("\(name) is an estimate: the exact values need more memory than is allowed.")
      }
    }
    return Result(batch: Batch(Schema(fields), columns), notes: notes)
  }
}
