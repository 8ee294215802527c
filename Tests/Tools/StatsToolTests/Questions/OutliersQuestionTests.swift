import BatteryJobs
import BatteryStatistics
import BatteryTables
import Foundation
import StatsTool
import Testing

@Suite("Outliers question") struct OutliersQuestionTests {
  static let values: [Double] = [2, 3, 2, 4, 3, 90, 3, 2, 4, 3, 2, 3]

  static func answer(
    _ rule: String,
    _ values: [Double] = values,
    settings: StatsSettings = StatsSettings()
  ) throws -> StatsAnswer {
    try OutliersQuestion(columns: ["v"], rule: NamedOutlierRule(parsing: rule))
      .answer(StatsTable(["v": values]), settings)
  }

  @Test(
    "lists the row and the value of what is too far, by every rule",
    arguments: [
      "z:3", "mad", "iqr:1.5", "grubbs:0.05", "grubbs:0.05:greater", "grubbs-repeated:0.01",
      "esd:3",
      "hampel:3:3",
    ]
  )
  func rules(rule: String) throws {
    let answer = try Self.answer(rule)
    let outliers = try #require(answer.json.at("columns.v.outliers")?.array)
    #expect(outliers.count == 1)
    #expect(outliers[0]["row"] == 6)
    #expect(outliers[0]["value"]?.double == 90)
    let upper = try #require(outliers[0]["upper"]?.double)
    #expect(upper < 90 && upper > 4)
    #expect(answer.sections[0].table.rows.map(\.first) == ["6"])
    #expect(answer.sections[0].title.hasPrefix("1 outlier of v by \(rule.prefix(3))"))
  }

  @Test("gives the limits of the fences, by the quartiles that were asked for")
  func fences() throws {
    let values = (1...11).map { Double($0) } + [40]
    let usual = try Self.answer("iqr", values).json
    // Quartiles of 3.75 and 9.25.
    #expect(usual.at("columns.v.lower")?.double == 3.75 - 1.5 * 5.5)
    #expect(usual.at("columns.v.upper")?.double == 9.25 + 1.5 * 5.5)
    let question = OutliersQuestion(
      rule: try NamedOutlierRule(parsing: "iqr"),
      quantileMethod: .exclusive
    )
    let other = try question.answer(StatsTable(["v": values]), StatsSettings()).json
    #expect(other.at("columns.v.upper")?.double == 9.75 + 1.5 * 6.5)
  }

  @Test("tells the tests one after the other where the rule is a sequence of them")
  func steps() throws {
    let steps = try #require(try Self.answer("esd:3").json.at("columns.v.steps")?.array)
    #expect(steps.count == 3)
    #expect(steps[0]["row"] == 6)
  }

  @Test("says why a column has no answer, and answers for the others")
  func noAnswer() throws {
    let table = try StatsTable(["v": Self.values, "w": [Double](repeating: 1, count: 12)])
    let answer = try OutliersQuestion(rule: NamedOutlierRule(parsing: "z")).answer(
      table,
      StatsSettings()
    )
    #expect(answer.json.at("columns.w") == .null)
    #expect(answer.json.at("columns.v.count") == 12)
    #expect(
      answer.notes.first
        == "w: All values are the same: there is no spread to tell an outlier by. Give some that differ."
    )
  }

  /// Data of which no column has an answer.
  static let unanswered: [(rule: String, columns: [String: [Double]], message: String)] = [
    (
      "iqr", ["v": [1, 2]],
      "v: Outliers of 2 values cannot be told by this rule. Give 4 or more."
    ),
    ("z", ["v": []], "v: Outliers of 0 values cannot be told by this rule. Give 3 or more."),
    (
      "mad", ["v": [5, 5, 5, 5]],
      "v: All values are the same: there is no spread to tell an outlier by. Give some that differ."
    ),
    (
      "z", ["v": [1, 1, 1], "w": [2, 2, 2]],
      "None of 2 columns has an answer. v: All values are the same: there is no spread to tell an"
        + " outlier by. Give some that differ."
    ),
  ]

  @Test("refuses data of which no column has an answer", arguments: unanswered)
  func noAnswers(
    example: (rule: String, columns: [String: [Double]], message: String)
  ) throws {
    let question = OutliersQuestion(rule: try NamedOutlierRule(parsing: example.rule))
    let error = #expect(throws: StatisticsError.self) {
      try question.answer(StatsTable(example.columns), StatsSettings())
    }
    #expect(error?.message == example.message)
    #expect(error?.code != .invalidArgument)
  }

  @Test("writes the value of an outlier as it stands in the file")
  func givenValues() throws {
    let texts = ["1.0", "1.1", "1.2", "1.05", "0.95", "3.60", "-70000000000000000000.25"]
    let question = OutliersQuestion(rule: try NamedOutlierRule(parsing: "iqr"))
    let answer = try question.answer(StatsTable(texts: ["v": texts]), StatsSettings())
    let found = try #require(answer.json.at("columns.v.outliers")?.array)
    #expect(found.map { $0["value"]?.description } == ["3.60", "-70000000000000000000.25"])
    #expect(
      answer.sections[0].table.rows.map { $0[1] } == ["3.60", "-70000000000000000000.25"]
    )
    // Of a source that has doubles.
    let column = NumberColumn(name: "v", doubles: [1, 1.1, 1.2, 1.05, 0.95, 3.6, -7])
    let doubles = try question.answer(
      StatsTable(rows: 7, numbers: ["v": column]),
      StatsSettings(lane: .fast)
    )
    let values = try #require(doubles.json.at("columns.v.outliers")?.array)
    #expect(values.map { $0["value"]?.description } == ["3.6", "-7"])
    #expect(doubles.sections[0].table.rows.map { $0[1] } == ["3.6", "-7"])
  }

  @Test(
    "says where a score is infinite, since there is no spread",
    arguments: [
      ("hampel:2:3", "v: the neighbours' median absolute deviation is 0 at 1 outlier"),
      ("iqr", "v: the interquartile range is 0 at 1 outlier"),
    ]
  )
  func noSpread(rule: String, note: String) throws {
    let answer = try Self.answer(rule, [5, 5, 5, 5, 9, 5, 5, 5, 5])
    let outliers = try #require(answer.json.at("columns.v.outliers")?.array)
    #expect(outliers.map { $0["score"] } == [.null])
    #expect(
      answer.notes.first
        == note + ", where whatever differs is one: the score is infinite, so null in JSON."
    )
    #expect(try Self.answer("hampel").notes.first?.contains("infinite") != true)
  }

  @Test(
    "refuses rules that are not written as one",
    arguments: [
      "z:0", "z:x", "mad:-1", "iqr:1:2", "grubbs:2", "grubbs:0.05:up", "esd", "esd:0", "hampel:0",
      "hampel:3:0", "tukey", "",
    ]
  )
  func badRules(text: String) {
    let error = #expect(throws: StatisticsError.self) { try NamedOutlierRule(parsing: text) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("\n") == false)
  }

  @Test("says where a z-score finds nothing whatever the values are")
  func unreachable() throws {
    func notes(_ rule: String, _ values: [Double]) throws -> [String] {
      try OutliersQuestion(rule: NamedOutlierRule(parsing: rule))
        .answer(StatsTable(["v": values]), StatsSettings(lane: .fast)).notes
    }
    let note =
      "v: of 5 values none is farther than 1.79 deviations from the mean, so z:3 finds nothing."
      + " Take a rule such as mad:3.5."
    #expect(try notes("z:3", [1, 2, 3, 4, 1e6]) == [note])
    #expect(try notes("z:1.7", [1, 2, 3, 4, 1e6]) == [])
    #expect(try notes("z:3", (0..<20).map { Double($0) }) == [])
  }

  @Test("refuses a method of quartiles where the rule has none")
  func needlessMethod() throws {
    for rule in ["mad:3.5", "z:3", "hampel:3:3", "esd:2:0.05"] {
      let question = OutliersQuestion(
        rule: try NamedOutlierRule(parsing: rule),
        quantileMethod: .inclusive
      )
      let error = #expect(throws: StatisticsError.self) { try question.validate() }
      #expect(
        error?.message
          == "The rule \(rule) has no quartiles and so no quantile-method. Leave it out, or take the"
          + " rule iqr."
      )
    }
    try OutliersQuestion(rule: NamedOutlierRule(parsing: "iqr"), quantileMethod: .hazen).validate()
  }

  @Test("refuses weights")
  func weights() throws {
    let error = #expect(throws: StatisticsError.self) {
      try Self.answer("z", settings: StatsSettings(weights: "v"))
    }
    #expect(
      error?.message == "Outliers are told without weights and v was given. Leave the weights out."
    )
  }

  @Test("is the same once it is written to a configuration and read")
  func coding() throws {
    for rule in ["z:2.5", "grubbs-repeated:0.01:less", "esd:4:0.1", "hampel:5:2", "iqr:3"] {
      let question = OutliersQuestion(
        columns: ["a", "b"],
        rule: try NamedOutlierRule(parsing: rule),
        quantileMethod: .hazen
      )
      #expect(question.rule.description == rule)
      let data = try JSONEncoder().encode(question)
      #expect(try JSONDecoder().decode(OutliersQuestion.self, from: data) == question)
    }
  }
}
