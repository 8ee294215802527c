internal import BatteryJobs
internal import BatteryStatistics
internal import BatteryTables

/// Writes down what a model found: for programs, as tables and as a drawing.
struct RegressionReport {
  var question: RegressQuestion
  var formula: Formula
  var data: RegressionData
  var fit: RegressionFit

  func answer(_ table: StatsTable, _ settings: StatsSettings) -> StatsAnswer {
    var writer = FigureWriter()
    let json = json(table, settings, &writer)
    var notes = data.groupings.notes + fit.notes + (fit.judgement?.notes ?? [])
    if let condition = fit.conditionNumber {
      var note = "The condition number is \(FigureWriter.text(condition, digits: 3))"
      if let digits = fit.guaranteedDigits {
        note += "; \(Counted.text(digits, "digit")) of the coefficients"
        note += " \(Counted.word(digits, "is", "are")) guaranteed for these numbers"
      }
      notes.append(note + ".")
    }
    if data.isRounded {
      notes.append("A function or a broken power made doubles of exact numbers.")
    }
    if table.missing > 0 {
      notes.append(TestQuestion.missing(table.missing))
    }
    return StatsAnswer(
      json: json,
      sections: [
        StatsAnswer.Section(title: "Coefficients of \(formula)", table: coefficients(settings)),
        StatsAnswer.Section(title: "Fit", table: figures),
      ] + judgement(table),
      drawings: [
        RegressionDrawing(formula: formula, data: data, fit: fit).drawing(table, settings)
      ],
      notes: notes + writer.notes
    )
  }

  private func json(
    _ table: StatsTable,
    _ settings: StatsSettings,
    _ writer: inout FigureWriter
  ) -> JSONValue {
    var members: [JSONObject.Member] = []
    let ratio = ratioName
    let coefficients = fit.coefficients.map { coefficient -> JSONValue in
      let name = coefficient.name
      return [
        "name": .string(name),
        "estimate": writer.json(coefficient.estimate, "estimate of \(name)"),
        "standardError": writer.json(coefficient.standardError, "standardError of \(name)"),
        ratio: writer.json(coefficient.ratio, "\(ratio) of \(name)"),
        "p": writer.json(coefficient.p, "p of \(name)"),
        "low": writer.json(coefficient.low, "low of \(name)"),
        "high": writer.json(coefficient.high, "high of \(name)"),
      ]
    }
    func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
    func add(_ key: String, _ value: Double?) { add(key, writer.json(value, key)) }
    func add(_ key: String, _ value: Int?) {
      add(key, value.map { .integer(Int64($0)) } ?? .null)
    }
    add("coefficients", .array(coefficients))
    add("residualStandardDeviation", fit.residualStandardDeviation)
    add("rSquared", fit.rSquared)
    add("fStatistic", fit.fStatistic)
    add("degreesOfFreedom", fit.degreesOfFreedom)
    add("conditionNumber", fit.conditionNumber)
    add("lane", .string(fit.lane.rawValue))
    add("model", .string("\(question.model)"))
    add("formula", .string("\(formula)"))
    for (name, count) in fit.counts { add(name, count) }
    if data.groupings.contains(where: { $0.reference != nil }) {
      add("referenceGroups", data.groupings.json)
    }
    add("missing", table.missing)
    for (name, value) in fit.further { add(name, value) }
    add("guaranteedDigits", fit.guaranteedDigits)
    for member in fit.judgement?.members(table) ?? [] { add(member.key, member.value) }
    add("confidence", GivenNumber.json(settings.confidence))
    return .object(JSONObject(members))
  }

  /// What an estimate over its error is called.
  private var ratioName: String { fit.isProbability ? "z" : "t" }

  private func coefficients(_ settings: StatsSettings) -> ReportTable {
    let percent = FigureWriter.text(settings.confidence * 100, digits: 4)
    var table = ReportTable(
      columns: [.init("name")]
        + ["estimate", "standard error", ratioName, "p", "\(percent)% low", "\(percent)% high"]
        .map { .init($0, .trailing) }
    )
    table.rows = fit.coefficients.map { coefficient in
      [
        coefficient.name, FigureWriter.text(coefficient.estimate),
        FigureWriter.text(coefficient.standardError),
        FigureWriter.text(coefficient.ratio, digits: 5),
        FigureWriter.probability(coefficient.p), FigureWriter.text(coefficient.low),
        FigureWriter.text(coefficient.high),
      ]
    }
    return table
  }

  private func judgement(_ table: StatsTable) -> [StatsAnswer.Section] {
    guard let rows = fit.judgement?.rows(table), !rows.isEmpty else { return [] }
    let figures = ReportTable(columns: [.init("figure"), .init("value", .trailing)], rows: rows)
    return [StatsAnswer.Section(title: "Residuals and rows", table: figures)]
  }

  private var figures: ReportTable {
    var rows: [[String]] = []
    func add(_ name: String, _ value: Double?, digits: Int = Figure.usualDigits) {
      if let value { rows.append([name, FigureWriter.text(value, digits: digits)]) }
    }
    add("residual standard deviation", fit.residualStandardDeviation)
    add("R²", fit.rSquared)
    add("F", fit.fStatistic)
    if let left = fit.degreesOfFreedom { rows.append(["degrees of freedom", "\(left)"]) }
    for (name, value) in fit.counts { rows.append([Self.words(name), "\(value)"]) }
    for (name, value) in fit.further {
      add(Self.words(name), value, digits: name == "fP" ? 4 : Figure.usualDigits)
    }
    add("condition number", fit.conditionNumber)
    rows.append(["lane", fit.lane.rawValue])
    return ReportTable(columns: [.init("figure"), .init("value", .trailing)], rows: rows)
  }

  /// The name of a figure as people read it.
  private static func words(_ name: String) -> String {
    switch name {
    case "adjustedRSquared": "adjusted R²"
    case "pseudoRSquared": "McFadden's pseudo R²"
    case "fP": "p of F"
    case "aic", "bic": name.uppercased()
    default:
      name.reduce(into: "") { words, letter in
        words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
      }
    }
  }
}
