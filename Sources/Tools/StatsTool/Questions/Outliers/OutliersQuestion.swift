internal import BatteryJobs
public import BatteryStatistics
internal import BatteryTables

/// Which values of columns are outliers, with their rows and the limits that they are beyond.
public struct OutliersQuestion: StatsQuestion {
  /// The columns; `nil` for all columns of numbers.
  public var columns: [String]?
  /// By what outliers are told.
  public var rule: NamedOutlierRule
  /// How quartiles are taken for the rule `iqr`.
  public var quantileMethod: QuantileMethod

  /// More outliers than these are in the JSON alone.
  private static let mostRows = 100

  /// Asks for outliers.
  public init(
    columns: [String]? = nil,
    rule: NamedOutlierRule = NamedOutlierRule(.modifiedZScore()),
    quantileMethod: QuantileMethod = .inclusive
  ) {
    self.columns = columns
    self.rule = rule
    self.quantileMethod = quantileMethod
  }

  private enum Key: String, CodingKey {
    case columns
    case rule
    case quantileMethod
  }

  /// Reads the question from a configuration; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      rule: try container.decodeIfPresent(NamedOutlierRule.self, forKey: .rule)
        ?? NamedOutlierRule(.modifiedZScore()),
      quantileMethod: try container.decodeIfPresent(QuantileMethod.self, forKey: .quantileMethod)
        ?? .inclusive
    )
  }

  /// Writes the question to a configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(columns, forKey: .columns)
    try container.encode(rule, forKey: .rule)
    try container.encode(quantileMethod, forKey: .quantileMethod)
  }

  /// The columns.
  public var numberColumns: [String]? { columns }

  /// None.
  public var labelColumns: [String] { [] }

  /// Checks the numbers of the rule.
  public func validate() throws(StatisticsError) { try rule.rule.validate() }

  /// Finds the outliers of each column; a column that the rule has no answer for is `null`, with a
  /// note that says why.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try validate()
    if let weights = settings.weights {
      throw StatisticsError(
        .invalidArgument,
        "Outliers are told without weights and \(weights) was given. Leave the weights out."
      )
    }
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    for name in columns ?? table.order {
      let column = try table.column(name)
      do {
        let outliers = try Outliers(column.doubles, by: effectiveRule)
        members.append(.init(name, report(column, outliers, &answer)))
      } catch {
        members.append(.init(name, .null))
        answer.notes.append("\(name): \(error.message)")
      }
    }
    answer.json = [
      "columns": .object(JSONObject(members)), "rule": .string("\(rule)"),
      "missing": .integer(Int64(table.missing)), "lane": .string(Lane.fast.rawValue),
    ]
    answer.notes.append("Rows are counted from 1, among those that the question was asked of.")
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  private var effectiveRule: OutlierRule {
    guard case .interquartileRange(let factor, _) = rule.rule else { return rule.rule }
    return .interquartileRange(factor: factor, method: quantileMethod)
  }

  private func report(
    _ column: NumberColumn,
    _ outliers: Outliers,
    _ answer: inout StatsAnswer
  ) -> JSONValue {
    var found: [JSONValue] = []
    var rows: [[String]] = []
    for place in outliers.indices {
      let limits = outliers.limits(at: place)
      found.append([
        "row": .integer(Int64(place + 1)), "value": FigureWriter.json(column.doubles[place]),
        "score": FigureWriter.json(outliers.scores[place]),
        "lower": FigureWriter.json(limits.lower), "upper": FigureWriter.json(limits.upper),
      ])
      guard rows.count < Self.mostRows else { continue }
      rows.append([
        "\(place + 1)", FigureWriter.text(column.doubles[place], digits: 17),
        FigureWriter.text(outliers.scores[place], digits: 5), FigureWriter.text(limits.lower),
        FigureWriter.text(limits.upper),
      ])
    }
    var json: JSONObject = [
      "count": .integer(Int64(column.count)), "outliers": .array(found),
    ]
    if outliers.limits.count == 1, let limits = outliers.limits.first {
      // A side that has no limit is null.
      json["lower"] = FigureWriter.json(limits.lower)
      json["center"] = FigureWriter.json(limits.center)
      json["upper"] = FigureWriter.json(limits.upper)
    }
    if !outliers.steps.isEmpty {
      json["steps"] = .array(
        outliers.steps.map { step in
          [
            "row": .integer(Int64(step.index + 1)), "statistic": FigureWriter.json(step.statistic),
            "critical": FigureWriter.json(step.critical),
          ]
        }
      )
    }
    let count = outliers.indices.count
    if count > rows.count {
      answer.notes.append("\(column.name): \(count - rows.count) more are in the JSON.")
    }
    answer.sections.append(
      .init(
        title: "\(count == 1 ? "1 outlier" : "\(count) outliers") of \(column.name) by \(rule),"
          + " among \(column.count) values",
        table: ReportTable(
          columns: ["row", "value", "score", "lower limit", "upper limit"]
            .map { .init($0, .trailing) },
          rows: rows
        )
      )
    )
    answer.drawings.append(Self.drawing(column, outliers))
    return .object(json)
  }

  /// The values in their order, and the center that they are measured from.
  private static func drawing(_ column: NumberColumn, _ outliers: Outliers) -> StatsDrawing {
    let even = RegressionDrawing.rows(of: column.count)
    // Those that the drawing is about are not thinned out.
    let rows = Set(even).union(outliers.indices.prefix(RegressionDrawing.mostPoints)).sorted()
    return .scatter(
      title: RegressionDrawing.title("\(column.name) by row", even),
      x: .init(name: "row", values: rows.map { Double($0 + 1) }),
      y: .init(name: column.name, values: rows.map { column.doubles[$0] }),
      curve: even.map { .init(x: Double($0 + 1), y: outliers.limits(at: $0).center) }
    )
  }
}
