internal import BatteryJobs
public import BatteryStatistics
internal import BatteryTables

/// Which values of columns are outliers, with their rows and the limits that they are beyond.
public struct OutliersQuestion: StatsQuestion {
  /// The columns; `nil` for all columns of numbers.
  public var columns: [String]?
  /// By what outliers are told.
  public var rule: NamedOutlierRule
  /// How quartiles are taken for the rule `iqr`, which alone has some; `nil` for method 7.
  public var quantileMethod: QuantileMethod?

  /// More outliers than these are in the JSON alone.
  private static let mostRows = 100

  /// Asks for outliers.
  public init(
    columns: [String]? = nil,
    rule: NamedOutlierRule = NamedOutlierRule(.modifiedZScore()),
    quantileMethod: QuantileMethod? = nil
  ) {
    self.columns = columns
    self.rule = rule
    self.quantileMethod = quantileMethod
  }

  private enum CodingKeys: String, CodingKey {
    case columns
    case rule
    case quantileMethod
  }

  /// Reads the question from a configuration; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      rule: try container.decode(.rule, or: NamedOutlierRule(.modifiedZScore())),
      quantileMethod: try container.decodeIfPresent(QuantileMethod.self, forKey: .quantileMethod)
    )
  }

  /// The columns.
  public var numberColumns: [String]? { columns }

  /// None.
  public var labelColumns: [String] { [] }

  /// Every value is as far out as any other like it.
  public var weightsRefusal: WeightsRefusal? {
    WeightsRefusal("Outliers are told without weights")
  }

  /// Checks the numbers of the rule, and that it has quartiles where their method is given.
  public func validate() throws(StatisticsError) {
    try rule.rule.validate()
    if case .interquartileRange = rule.rule { return }
    guard quantileMethod == nil else {
      throw StatisticsError(
        .invalidArgument,
        "The rule \(rule) has no quartiles and so no quantile-method. Leave it out, or take the rule"
          + " iqr."
      )
    }
  }

  /// Finds the outliers of each column; a column that the rule has no answer for is `null`, with a
  /// note that says why.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try validate()
    try settings.check(weightsOf: self)
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    var without = NoAnswers()
    for name in columns ?? table.order {
      let column = try table.column(name)
      do throws(StatisticsError) {
        let outliers = try Outliers(
          column.finiteDoubles(for: "outliers are"),
          by: effectiveRule
        )
        members.append(.init(name, report(column, outliers, table, &answer)))
      } catch {
        members.append(.init(name, .null))
        without.add(name, error)
      }
    }
    try without.check(answered: members.count { !$0.value.isNull })
    answer.notes += without.notes + settings.notes(ofDoubles: "Outliers and their limits are")
    answer.json = [
      "columns": .object(JSONObject(members)), "rule": .string("\(rule)"),
      "missing": .integer(Int64(table.missing)), "lane": .string(Lane.fast.rawValue),
    ]
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  private var effectiveRule: OutlierRule {
    guard case .interquartileRange(let factor, _) = rule.rule else { return rule.rule }
    return .interquartileRange(factor: factor, method: quantileMethod ?? .inclusive)
  }

  private func report(
    _ column: NumberColumn,
    _ outliers: Outliers,
    _ table: StatsTable,
    _ answer: inout StatsAnswer
  ) -> JSONValue {
    var found: [JSONValue] = []
    var rows: [[String]] = []
    for place in outliers.indices {
      let limits = outliers.limits(at: place)
      let figures: JSONObject = [
        "value": column.given(at: place),
        "score": FigureWriter.json(outliers.scores[place]),
        "lower": FigureWriter.json(limits.lower), "upper": FigureWriter.json(limits.upper),
      ]
      found.append(.object(JSONObject(table.place(of: place).members + figures.members)))
      guard rows.count < Self.mostRows else { continue }
      rows.append(
        table.cells(of: place) + [
          "\(column.given(at: place))",
          FigureWriter.text(outliers.scores[place], digits: 5), FigureWriter.text(limits.lower),
          FigureWriter.text(limits.upper),
        ]
      )
    }
    if let note = farthest(column.count) { answer.notes.append("\(column.name): \(note)") }
    if let note = infiniteScores(outliers) { answer.notes.append("\(column.name): \(note)") }
    let count = outliers.indices.count
    if count > rows.count {
      answer.notes.append(
        "\(column.name): \(count - rows.count) more"
          + " \(Counted.word(count - rows.count, "is", "are")) in the JSON and the CSV."
      )
    }
    answer.sections.append(
      .init(
        title: "\(Counted.text(count, "outlier")) of \(column.name) by \(rule),"
          + " among \(Counted.text(column.count, "value"))",
        table: ReportTable(
          columns: (table.placeHeadings + ["value", "score", "lower limit", "upper limit"])
            .map { .init($0, .trailing) },
          rows: rows
        )
      )
    )
    answer.drawings.append(Self.drawing(column, outliers))
    return .object(Self.members(column, outliers, table, found))
  }

  /// What is said of a column for programs.
  private static func members(
    _ column: NumberColumn,
    _ outliers: Outliers,
    _ table: StatsTable,
    _ found: [JSONValue]
  ) -> JSONObject {
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
          let figures: JSONObject = [
            "statistic": FigureWriter.json(step.statistic),
            "critical": FigureWriter.json(step.critical),
          ]
          return .object(JSONObject(table.place(of: step.index).members + figures.members))
        }
      )
    }
    return json
  }

  /// What has to be said where no value can be an outlier, however far out it is.
  private func farthest(_ count: Int) -> String? {
    guard case .zScore(let threshold) = rule.rule else { return nil }
    // An outlier makes the deviation larger by which it is measured.
    let most = Double(count - 1) / Double(count).squareRoot()
    guard most <= threshold else { return nil }
    return
      "of \(Counted.text(count, "value")) none is farther than \(FigureWriter.text(most, digits: 3))"
      + " deviations from the mean, so \(rule) finds nothing. Take a rule such as mad:3.5."
  }

  /// What has to be said where there is no spread to count a distance in.
  private func infiniteScores(_ outliers: Outliers) -> String? {
    let count = outliers.indices.count { outliers.scores[$0].isInfinite }
    guard count > 0 else { return nil }
    let spread =
      if case .hampel = rule.rule {
        "the neighbours' median absolute deviation"
      } else {
        "the interquartile range"
      }
    return
      "\(spread) is 0 at \(count) \(count == 1 ? "outlier" : "outliers"), where whatever differs"
      + " is one: the score is infinite, so null in JSON."
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
