/// Rows within windows of time that follow one another without overlap, and what is computed from
/// each, in the order of time.
public struct TimeWindows: TableFold {
  private let place: Int
  private let width: Int64
  private let schema: Schema
  private let name: String
  private var groups: GroupBy

  /// Begins to gather the rows of a table.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - column: The name of a timestamp or date column.
  ///   - width: How long a window is: `30s`, `15m`, `1h`, `1d`, `1w`. Windows begin at multiples of
  ///     it since 1970-01-01 (weeks since Monday, 1969-12-29), in UTC when the times have an
  ///     offset.
  ///   - keys: The names of columns whose equal values make a group of each window.
  ///   - aggregates: What is computed from each.
  ///   - memory: As for ``GroupBy``.
  /// - Throws: ``TableError`` when a column is not there or something is not understood.
  public init(
    _ schema: Schema,
    of column: String,
    every width: String,
    by keys: [String] = [],
    _ aggregates: [Aggregate],
    memory: Int = 256 << 20
  ) throws(TableError) {
    place = try schema.requiredPlace(of: column)
    let type = schema[place].type
    guard type == .timestamp || type == .date else {
      throw TableError(
        .typeMismatch,
        "Windows need a column of timestamps or dates; \"\(column)\" is of the type "
          + "\(type.rawValue). Derive one: cast(\(column) as timestamp)."
      )
    }
    self.width = try Self.microseconds(width)
    guard type == .timestamp || self.width % Self.day == 0 else {
      throw TableError(
        .invalidExpression,
        "Windows over dates are whole days: \(width) is not. Write 1d or 1w."
      )
    }
    var name = "window"
    while schema.place(of: name) != nil { name += "_start" }
    self.name = name
    self.schema = Schema(schema.fields + [Schema.Field(name, type)])
    groups = try GroupBy(self.schema, by: [name] + keys, aggregates, memory: memory)
  }

  private static let day: Int64 = 86_400_000_000

  private static func microseconds(_ text: String) throws(TableError) -> Int64 {
    let units: [Character: Int64] = [
      "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "d": day, "w": 7 * day,
    ]
    guard let last = text.last, let unit = units[last], let number = Int64(text.dropLast()),
      number > 0, number < 1_000_000
    else {
      throw TableError(
        .invalidExpression,
        "\"\(text)\" is no length of time. Write a number and one of s, m, h, d, w: 15m."
      )
    }
    return number * unit
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
    // Weeks begin on Monday, and 1970-01-01 was a Thursday.
    let origin = width % (7 * Self.day) == 0 ? -3 * Self.day : 0
    let width = width
    func start(_ time: Int64) -> Int64 { floorDivided(time &- origin, width) &* width &+ origin }
    let column: Column
    switch batch.columns[place] {
    case .date(let days):
      let starts = days.values.map { Int32(start(Int64($0) * Self.day) / Self.day) }
      column = .date(ValueColumn(starts, nulls: days.nulls))
    case .timestamp(let times):
      let starts = times.instants.values.map(start)
      column = .timestamp(
        TimestampColumn(
          instants: ValueColumn(starts, nulls: times.instants.nulls),
          offsets: times.offsets.map { $0 == TimestampColumn.noOffset ? $0 : 0 }
        )
      )
    default: return
    }
    try groups.add(Batch(schema, batch.columns + [column]))
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TimeWindows) throws(TableError) {
    try groups.merge(later.groups)
  }

  /// The windows: their beginnings, the keys, the aggregates.
  ///
  /// The first column is called `window`, with `_start` behind it while the table has such a one. Rows
  /// without a time come last; a window without rows is left out.
  public mutating func finish() throws(TableError) -> GroupBy.Result {
    var result = try groups.finish()
    result.batch = try result.batch.sorted(by: [SortKey(name)])
    return result
  }
}
