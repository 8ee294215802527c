import BatteryJobs
import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Foundation
import StatsTool
import Testing

@Suite("Test question") struct TestQuestionTests {
  static let groups = ["g": ["a", "a", "a", "b", "b", "b"]]

  static func table(_ values: [Double], _ labels: [String]) throws -> StatsTable {
    try StatsTable(["y": values], labels: ["g": labels])
  }

  @Test("writes the promised keys of an analysis of variance first")
  func keys() throws {
    let table = try Self.table([1, 2, 3, 4, 5, 6], ["a", "a", "a", "b", "b", "b"])
    let question = TestQuestion(test: .anova, values: ["y"], group: "g")
    let json = try question.answer(table, StatsSettings()).json
    #expect(
      json.object?.keys.prefix(5) == [
        "fStatistic", "p", "betweenDegreesOfFreedom", "withinDegreesOfFreedom",
        "residualStandardDeviation",
      ]
    )
    #expect(json["fStatistic"]?.description == "13.5")
    #expect(json["betweenDegreesOfFreedom"] == 1)
    #expect(json["withinDegreesOfFreedom"] == 4)
  }

  @Test("keeps the digits of the text where doubles lose them")
  func exactDigits() throws {
    // The same values, moved far from 0: F is that of the unmoved ones.
    let far = ["1000000000000.4", "1000000000000.3", "1000000000000.5", "1000000000000.1"]
    let near = ["0.4", "0.3", "0.5", "0.1"]
    let labels = ["g": ["1", "1", "2", "2"]]
    let question = TestQuestion(test: .anova, values: ["y"], group: "g")
    let t = TestQuestion(test: .t, values: ["y"], group: "g")
    for question in [question, t] {
      let key = question.test == .anova ? "fStatistic" : "statistic"
      let right = try question.answer(
        StatsTable(texts: ["y": near], labels: labels),
        StatsSettings()
      )
      let found = try question.answer(
        StatsTable(texts: ["y": far], labels: labels),
        StatsSettings()
      )
      #expect(found.json[key] == right.json[key])
      let fast = try question.answer(
        StatsTable(texts: ["y": far], labels: labels),
        StatsSettings(lane: .fast)
      )
      #expect(fast.json[key] != right.json[key])
    }
  }

  @Test("takes a difference of a tenth as a tenth")
  func exactHypothesis() throws {
    let table = try StatsTable(texts: ["p": ["0.3", "0.6", "1.7"], "q": ["0.2", "0.5", "1.4"]])
    let tenth = try Decimal(parsing: "0.1")
    let question = TestQuestion(test: .wilcoxon, values: ["p", "q"], mean: tenth)
    // Two of the differences are the hypothesis: one is left to rank.
    #expect(try question.answer(table, StatsSettings()).json["statistic"]?.double == 1)
    let t = TestQuestion(test: .t, values: ["p"], mean: try Decimal(parsing: "0.8666666666666666"))
    let found = try t.answer(table, StatsSettings()).json["statistic"]?.double
    #expect((try #require(found) - 1.5665208999759147e-16).magnitude < 1e-30)
  }

  @Test("has groups in one order, whatever the rows' order is")
  func groupOrder() throws {
    let names = ["9", "10", "1x", "nan", "1.0", "1"]
    for labels in [names, names.reversed(), ["1x", "1", "10", "nan", "9", "1.0"]] {
      let table = try Self.table([1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 9], labels + labels)
      let answer = try TestQuestion(test: .anova, values: ["y"], group: "g")
        .answer(table, StatsSettings())
      let found = answer.sections.flatMap(\.table.rows).compactMap(\.first).filter(names.contains)
      #expect(found == ["1", "1.0", "9", "10", "1x", "nan"])
    }
  }

  @Test("calls the probability of Welch's test no exact one", arguments: [Lane.exact, .fast])
  func welch(lane: Lane) throws {
    let table = try Self.table([1, 2, 4, 3, 5, 9], ["a", "a", "a", "b", "b", "b"])
    for isStudents in [true, false] {
      let answer = try TestQuestion(test: .t, values: ["y"], group: "g", equalVariances: isStudents)
        .answer(table, StatsSettings(lane: lane))
      #expect(answer.json["probability"] == .string(isStudents ? "computed" : "asymptotic"))
      let note = "The probability is that of Welch's degrees of freedom, which is a near one."
      #expect(answer.notes.contains(note) != isStudents)
    }
  }

  /// Each test with what it says of its hypothesis: in JSON, and in the table.
  static let hypotheses: [(question: TestQuestion, key: String, json: JSONValue, row: [String])] = [
    (
      TestQuestion(test: .t, values: ["a"]), "hypothesis", 0, ["hypothesis", "mean 0"]
    ),
    (
      TestQuestion(test: .t, values: ["a"], mean: "3.60"), "hypothesis",
      JSONNumber("3.60").map { .number($0) } ?? .null, ["hypothesis", "mean 3.60"]
    ),
    (
      TestQuestion(test: .t, values: ["a", "b"]), "hypothesis", 0,
      ["hypothesis", "difference of means 0"]
    ),
    (
      TestQuestion(test: .t, values: ["a", "b"], paired: true), "hypothesis", 0,
      ["hypothesis", "mean difference 0"]
    ),
    (
      TestQuestion(test: .wilcoxon, values: ["a"]), "hypothesis", 0, ["hypothesis", "median 0"]
    ),
    (
      TestQuestion(test: .wilcoxon, values: ["a", "b"]), "hypothesis", 0,
      ["hypothesis", "median difference 0"]
    ),
    (
      TestQuestion(
        test: .ks,
        values: ["a"],
        distribution: .normal(mean: 0, standardDeviation: 1)
      ), "distribution", "normal:0:1", ["distribution", "normal, mean 0, standard deviation 1"]
    ),
    (
      TestQuestion(test: .ks, values: ["a"], distribution: .uniform(low: -0.5, high: 9)),
      "distribution", "uniform:-0.5:9", ["distribution", "uniform from -0.5 to 9"]
    ),
    (
      TestQuestion(test: .ks, values: ["a"], distribution: .exponential(rate: 0.1)),
      "distribution", "exponential:0.1", ["distribution", "exponential, rate 0.1"]
    ),
  ]

  @Test("says in every format which hypothesis was tested", arguments: hypotheses)
  func hypothesis(
    example: (question: TestQuestion, key: String, json: JSONValue, row: [String])
  ) throws {
    let table = try StatsTable(texts: ["a": ["1.1", "2.5", "4"], "b": ["2", "2.25", "7"]])
    let answer = try example.question.answer(table, StatsSettings())
    #expect(answer.json[example.key]?.description == example.json.description)
    #expect(answer.sections[0].table.rows.contains(example.row))
  }

  @Test("says in every format where the probability comes from, and which lane the statistic is of")
  func kinds() throws {
    let table = try StatsTable(
      ["a": [1.1, 2.5, 4], "b": [2, 2.25, 7], "c": [1, 1, 2]],
      labels: ["g": ["x", "x", "y"], "h": ["p", "q", "p"]]
    )
    let cases: [(TestQuestion, ProbabilityKind)] = [
      (TestQuestion(test: .t, values: ["a"]), .computed),
      (TestQuestion(test: .t, values: ["a", "b"]), .asymptotic),
      (TestQuestion(test: .anova, values: ["a"], group: "g"), .computed),
      (TestQuestion(test: .mannWhitney, values: ["a", "b"]), .exact),
      (TestQuestion(test: .mannWhitney, values: ["a", "c"]), .asymptotic),
      (TestQuestion(test: .ks, values: ["a", "b"]), .exact),
      (TestQuestion(test: .chiSquare, labels: ["g"]), .asymptotic),
      (TestQuestion(test: .chiSquare, labels: ["g", "h"]), .asymptotic),
    ]
    for (question, kind) in cases {
      for lane in [Lane.exact, .fast] {
        let answer = try question.answer(table, StatsSettings(lane: lane))
        #expect(answer.json["probability"] == .string(kind.rawValue))
        #expect(answer.json["lane"] == .string(lane.rawValue))
        let cells = answer.sections[0].table.rows.joined()
        #expect(cells.contains(kind.rawValue))
        #expect(cells.contains(lane.rawValue))
      }
    }
  }

  @Test("writes a confidence as it was given")
  func confidence() throws {
    let table = try StatsTable(["y": [1, 2, 4]])
    for (given, text) in [(0.95, "0.95"), (0.1, "0.1"), (0.999, "0.999")] {
      let answer = try TestQuestion(test: .t, values: ["y"])
        .answer(table, StatsSettings(confidence: given))
      #expect(answer.json["confidence"]?.description == text)
    }
  }

  @Test("counts with the decimals of weights and expectations, and not with doubles")
  func exactCounts() throws {
    // 0.1 + 0.2 of one class are the 0.3 of the other.
    let table = try StatsTable(
      texts: ["w": ["0.1", "0.2", "0.3"]],
      labels: ["g": ["a", "a", "b"]]
    )
    let settings = StatsSettings(weights: "w")
    let even = try TestQuestion(test: .chiSquare, labels: ["g"]).answer(table, settings)
    #expect(even.json["statistic"]?.double == 0)
    let shares = TestQuestion(test: .chiSquare, labels: ["g"], expected: ["a": "0.7", "b": "0.7"])
    #expect(try shares.answer(table, settings).json["statistic"]?.double == 0)
    let data = Data(#"{"test": "chi-square", "label": "g", "expected": {"a": 0.7, "b": 0.7}}"#.utf8)
    #expect(try JSONDecoder().decode(TestQuestion.self, from: data) == shares)
    let copy = try JSONEncoder().encode(shares)
    #expect(try JSONDecoder().decode(TestQuestion.self, from: copy) == shares)
  }

  @Test("tells numbers apart that doubles do not, in the exact lane", arguments: [true, false])
  func order(exact: Bool) throws {
    let one = "1.0000000000000000000"
    let table = try StatsTable(texts: [
      "a": ["\(one)1", "\(one)2", "\(one)3"], "b": ["\(one)4", "\(one)5", "2"],
    ])
    for (test, statistic) in [(HypothesisTestKind.mannWhitney, 0.0), (.ks, 1.0)] {
      let json = try TestQuestion(test: test, values: ["a", "b"])
        .answer(table, StatsSettings(lane: exact ? .exact : .fast)).json
      let found = try #require(json["statistic"]?.double)
      #expect((found == statistic) == exact, "\(test) \(found)")
    }
  }

  @Test("says of groups without any spread that F is infinite")
  func noSpread() throws {
    let table = try Self.table([1, 1, 2, 2], ["a", "a", "b", "b"])
    let answer = try TestQuestion(test: .anova, values: ["y"], group: "g")
      .answer(table, StatsSettings())
    #expect(answer.json["fStatistic"] == .null)
    #expect(answer.json["p"]?.double == 0)
    #expect(
      answer.notes == [
        "Infinite, so null in JSON: fStatistic.",
        "Nothing varies within the groups: there is nothing to judge their means by, so that F is"
          + " infinite and p 0.",
      ]
    )
  }

  @Test("says that a group has one value only, and that expected counts are few")
  func warnings() throws {
    let table = try Self.table([1, 2, 3, 9], ["a", "a", "a", "b"])
    let answer = try TestQuestion(test: .anova, values: ["y"], group: "g")
      .answer(table, StatsSettings())
    #expect(answer.notes.last == "One value alone says nothing of what varies within its group: b.")
    let counts = StatsTable(rows: 4, numbers: [:], labels: ["g": ["a", "b", "b", "c"]])
    let fit = try TestQuestion(test: .chiSquare, labels: ["g"]).answer(counts, StatsSettings())
    #expect(
      fit.notes == ["3 of 3 expected counts are below 5: the probability is a rough one."]
    )
  }

  /// Questions that no data can make right.
  static let invalid: [(question: TestQuestion, message: String)] = [
    (
      TestQuestion(test: .anova, values: ["y"]),
      "The test anova cannot be made of these columns. Give one value and a group."
    ),
    (
      TestQuestion(test: .t, values: ["a", "b", "c"]),
      "The test t cannot be made of these columns."
        + " Give one value, one value and a group, or two values."
    ),
    (
      TestQuestion(test: .t, values: ["a"], paired: true),
      "The test t cannot be made of these columns. Give two values and no group for pairs."
    ),
    (
      TestQuestion(test: .anova, values: ["y"], group: "g", alternative: .less),
      "The test anova has no option alternative. Leave it out."
    ),
    (
      TestQuestion(test: .t, values: ["a", "b"], paired: true, equalVariances: true),
      "The test t has no option equal-variances. Leave it out."
    ),
    (
      TestQuestion(test: .t, values: ["a"], equalVariances: true),
      "The test t has no option equal-variances. Leave it out."
    ),
    (
      TestQuestion(test: .ks, values: ["a"]),
      "The test ks cannot be made of these columns."
        + " Give one value and a distribution, one value and a group, or two values."
    ),
    (
      TestQuestion(test: .chiSquare, values: ["y"], labels: ["a"]),
      "The test chi-square has no option value. Leave it out."
    ),
    (
      TestQuestion(test: .chiSquare, labels: ["a", "b", "c"]),
      "The test chi-square cannot be made of these columns. Give one label, or two."
    ),
    (
      TestQuestion(test: .chiSquare, labels: ["a"], expected: ["x": 0, "y": 1]),
      "The expectation of x is 0. Give one above 0."
    ),
    (
      TestQuestion(test: .mannWhitney, values: ["y"]),
      "The test mann-whitney cannot be made of these columns. Give one value and a group, or two values."
    ),
    (
      TestQuestion(test: .wilcoxon, values: ["y"], group: "g"),
      "The test wilcoxon has no option group. Leave it out."
    ),
  ]

  @Test("refuses options and columns that do not belong to a test", arguments: invalid)
  func validation(example: (question: TestQuestion, message: String)) {
    let error = #expect(throws: StatisticsError.self) { try example.question.validate() }
    #expect(error?.message == example.message)
  }

  /// Data that have no answer.
  static let refused:
    [(question: TestQuestion, values: [Double], groups: [String], message: String)] = [
      (
        TestQuestion(test: .anova, values: ["y"], group: "g"), [1, 2, 3], ["a", "a", "a"],
        "1 group cannot differ. Give two or more."
      ),
      (
        TestQuestion(test: .anova, values: ["y"], group: "g"), [1, 2, 3], ["a", "b", "c"],
        "No group has two values: nothing varies within groups. Give more values."
      ),
      (
        TestQuestion(test: .anova, values: ["y"], group: "g"), [2, 2, 2], ["a", "b", "b"],
        "All values are the same: there is no variance to analyse."
      ),
      (
        TestQuestion(test: .t, values: ["y"], group: "g"), [2, 2, 2], ["a", "b", "c"],
        "The column g has 3 groups (a, b, c) and the test t compares two."
          + " Leave rows out, or take anova."
      ),
      (
        TestQuestion(test: .t, values: ["y"], group: "g"), [2, 2, 2], ["a", "b", "b"],
        "The group a has 1 value. The test t takes 2 or more."
      ),
      (
        TestQuestion(test: .t, values: ["y"], group: "g"), [2, 2, 2], ["a", "a", "a"],
        "The column g has 1 group (a) and the test t compares two. Take another column."
      ),
      (
        TestQuestion(test: .ks, values: ["y"], group: "g"), [], [],
        "The column g has 0 groups and the test ks compares two. Take another column."
      ),
      (
        TestQuestion(test: .wilcoxon, values: ["y"]), [], [],
        "The column y has 0 values. The test wilcoxon takes 1 or more."
      ),
      (
        TestQuestion(test: .t, values: ["y"]), [2, 2, 2], ["a", "b", "b"],
        "The sample is constant: there is nothing to measure by."
      ),
      (
        TestQuestion(test: .wilcoxon, values: ["y"]), [0, 0, 0], ["a", "b", "b"],
        "No value differs from 0: there is nothing to rank."
      ),
      (
        TestQuestion(test: .wilcoxon, values: ["y"], mean: "5"), [5, 5, 5], ["a", "b", "b"],
        "No value differs from 5: there is nothing to rank."
      ),
      (
        TestQuestion(test: .wilcoxon, values: ["y", "y"]), [5, 6, 7], ["a", "b", "b"],
        "Every difference is 0: there is nothing to rank."
      ),
      (
        TestQuestion(test: .mannWhitney, values: ["y"], group: "g"),
        [2, 2, 2], ["a", "b", "b"],
        "All values are the same: there is nothing to rank."
      ),
      (
        TestQuestion(test: .t, values: ["z"]), [2, 2, 2], ["a", "b", "b"],
        "There is no column of numbers “z”. There are y."
      ),
      (
        TestQuestion(test: .chiSquare, labels: ["g"]), [2, 2, 2], ["a", "a", "a"],
        "The column g has one class only, a: there is nothing to compare. Take another column."
      ),
      (
        TestQuestion(test: .chiSquare, labels: ["g"], expected: ["a": 1]), [2, 2, 2],
        ["a", "b", "a"],
        "The column g has the class b, for which no expectation is given. Give one."
      ),
      (
        TestQuestion(test: .chiSquare, labels: ["g", "g"]), [2, 2, 2], ["a", "a", "a"],
        "The column g has one class only: nothing depends on it. Take another column."
      ),
    ]

  @Test("refuses data that have no answer, in one line", arguments: refused)
  func refusals(
    example: (question: TestQuestion, values: [Double], groups: [String], message: String)
  ) throws {
    let table = try Self.table(example.values, example.groups)
    let error = #expect(throws: StatisticsError.self) {
      try example.question.answer(table, StatsSettings())
    }
    #expect(error?.message == example.message)
  }

  @Test("says of too few values that rows were left out")
  func missing() throws {
    let table = try StatsTable(["a": [1], "b": [2]], missing: 3)
    let error = #expect(throws: StatisticsError.self) {
      try TestQuestion(test: .t, values: ["a", "b"]).answer(table, StatsSettings())
    }
    #expect(
      error?.message
        == "The column a has 1 value. The test t takes 2 or more."
        + " 3 rows were left out because a value is missing."
    )
  }

  @Test("refuses weights where a test has none, and counts below 0 where it has")
  func weights() throws {
    let table = try StatsTable(
      ["y": [1, 2, 4], "w": [1, -1, 2]],
      labels: ["g": ["a", "a", "b"]]
    )
    let settings = StatsSettings(weights: "w")
    let t = #expect(throws: StatisticsError.self) {
      try TestQuestion(test: .t, values: ["y"]).answer(table, settings)
    }
    #expect(t?.message == "The test t takes no weights and w was given. Leave the weights out.")
    let counts = #expect(throws: StatisticsError.self) {
      try TestQuestion(test: .chiSquare, labels: ["g"])
        .answer(StatsTable(["w": [1, -3, 2]], labels: ["g": ["a", "a", "b"]]), settings)
    }
    #expect(counts?.message == "Counts are 0 or more, and not all 0.")
    #expect(counts?.code == .invalidData)
  }

  @Test(
    "refuses distributions that are not written as one",
    arguments: [
      "normal:1", "normal:0:0", "uniform:2:1", "exponential:0", "cauchy", "normal:a:1", "",
    ]
  )
  func badDistributions(text: String) {
    let error = #expect(throws: StatisticsError.self) { try NamedDistribution(parsing: text) }
    #expect(error?.message.hasPrefix("The distribution \(text) is not known. ") == true)
  }
}
