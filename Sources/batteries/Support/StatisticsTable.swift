import BatteryTables

/// The statistics of columns as they are printed.
struct StatisticsTable {
  private let result: TableStatistics.Result

  init(_ result: TableStatistics.Result) {
    self.result = result
  }

  /// The object with all figures.
  var json: JSONValue {
    let columns = result.columns.map { column in
      JSONValue.object(
        JSONObject([
          .init("name", .string(column.name)), .init("type", .string(column.type.rawValue)),
          .init("count", .integer(Int64(column.count))),
          .init("nulls", .integer(Int64(column.nulls))),
          .init("distinct", .integer(Int64(column.distinct))),
          .init("minimum", Self.json(column.minimum)),
          .init("maximum", Self.json(column.maximum)),
          .init("mean", Self.number(column.mean)),
          .init("standardDeviation", Self.number(column.standardDeviation)),
          .init("median", Self.json(column.median)),
        ])
      )
    }
    return .object(
      JSONObject([.init("rows", .integer(Int64(result.rows))), .init("columns", .array(columns))])
    )
  }

  private static func number(_ number: Double?) -> JSONValue {
    number.flatMap { JSONValue.double($0) } ?? .null
  }

  private static func json(_ value: Value) -> JSONValue {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    case .double(let number): JSONValue.double(number) ?? .null
    case .decimal(let text): JSONNumber(text).map(JSONValue.number) ?? .string(text)
    case .boolean(let isTrue): .boolean(isTrue)
    case .date, .timestamp, .text: .string(value.description)
    }
  }

  /// The figures as a table, a row a column.
  var reader: BatchReader {
    func texts(_ text: (ColumnStatistics) -> String?) -> Column {
      .text(TextColumn(result.columns.map(text)))
    }
    func numbers(_ number: (ColumnStatistics) -> Int) -> Column {
      .integer(ValueColumn(result.columns.map { Int64(number($0)) }))
    }
    func value(_ value: Value) -> String? { value.isNull ? nil : value.description }
    let columns: [(String, Column)] = [
      ("name", texts(\.name)), ("type", texts { $0.type.rawValue }), ("count", numbers(\.count)),
      ("nulls", numbers(\.nulls)), ("distinct", numbers(\.distinct)),
      ("minimum", texts { value($0.minimum) }), ("maximum", texts { value($0.maximum) }),
      ("mean", texts { $0.mean?.shortestText }),
      ("standardDeviation", texts { $0.standardDeviation?.shortestText }),
      ("median", texts { value($0.median) }),
    ]
    let schema = Schema(columns.map { .init($0.0, $0.1.type) })
    return BatchReader(schema, [Batch(schema, columns.map(\.1))])
  }

  /// What was estimated.
  var notes: [String] {
    result.columns.flatMap { column -> [String] in
      var notes: [String] = []
      if column.isDistinctEstimated {
        notes.append("\(column.name): the number of different values is an estimate.")
      }
      if column.isMedianEstimated { notes.append("\(column.name): the median is an estimate.") }
      return notes
    }
  }
}
