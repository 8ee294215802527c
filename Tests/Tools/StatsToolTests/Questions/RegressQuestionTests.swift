import BatteryJobs
import BatteryStatistics
import BatteryTables
import Foundation
import StatsTool
import Testing

@Suite("Regress question") struct RegressQuestionTests {
  static func answer(
    _ formula: String,
    _ columns: [String: [Double]],
    model: String = "linear",
    labels: [String: [String]] = [:],
    settings: StatsSettings = StatsSettings()
  ) throws -> StatsAnswer {
    let question = RegressQuestion(formula: formula, model: try RegressionKind(parsing: model))
    return try question.answer(StatsTable(columns, labels: labels), settings)
  }

  static let line: [String: [Double]] = ["x": [1, 2, 3, 4, 5], "y": [2, 4, 5, 4, 5]]

  @Test("writes the promised keys first, in their order")
  func keys() throws {
    let json = try Self.answer("y ~ x", Self.line).json
    #expect(
      json.object?.keys.prefix(7) == [
        "coefficients", "residualStandardDeviation", "rSquared", "fStatistic", "degreesOfFreedom",
        "conditionNumber", "lane",
      ]
    )
    #expect(
      json["coefficients"]?[0]?.object?.keys == [
        "name", "estimate", "standardError", "t", "p", "low", "high",
      ]
    )
    #expect(json["lane"]?.string == "exact")
  }

  @Test("writes numbers with 17 significant digits")
  func digits() throws {
    let json = try Self.answer("y ~ x", Self.line).json
    #expect(json.at("coefficients.1.estimate")?.description == "0.59999999999999998")
    #expect(json.at("coefficients.0.estimate")?.description == "2.2000000000000002")
  }

  @Test("says of a perfect fit that F and t are infinite, and writes null")
  func perfect() throws {
    let answer = try Self.answer("y ~ x", ["x": [1, 2, 3, 4], "y": [0.3, 0.5, 0.7, 0.9]])
    #expect(answer.json["fStatistic"] == .null)
    #expect(answer.json["rSquared"]?.double == 1)
    #expect(answer.json.at("coefficients.0.standardError")?.double == 0)
    #expect(
      answer.notes.contains(
        "Infinite, so null in JSON: t of (Intercept), t of x, fStatistic, logLikelihood, aic, bic."
      )
    )
  }

  @Test("judges no residuals where there are none, and says so")
  func noResiduals() throws {
    let answer = try Self.answer("y ~ x", ["x": [1, 2, 3, 4], "y": [0.3, 0.5, 0.7, 0.9]])
    #expect(answer.json["durbinWatson"] == .null)
    #expect(
      answer.notes.contains(
        "The model fits perfectly: there are no residuals to judge it by, so that standard errors are"
          + " 0, and t and F infinite."
      )
    )
    #expect(answer.json.at("largestLeverage.value")?.double == 0.7)
  }

  @Test("names the columns that depend on each other")
  func rankDeficient() throws {
    let columns = ["x": [1.0, 2, 3, 4, 5], "twice": [2, 4, 6, 8, 10], "y": [1.0, 3, 2, 5, 4]]
    for lane in [Lane.exact, .fast] {
      let error = #expect(throws: StatisticsError.self) {
        try Self.answer("y ~ x + twice", columns, settings: StatsSettings(lane: lane))
      }
      #expect(error?.code == .rankDeficient)
      let named = Set(error?.columns ?? [])
      #expect(named.isSuperset(of: ["x", "twice"]))
    }
  }

  /// What is refused, with the message.
  static let refused:
    [(formula: String, model: String, columns: [String: [Double]], message: String)] =
      [
        (
          "y ~ x + twice", "linear",
          ["x": [1, 2, 3, 4, 5], "twice": [2, 4, 6, 8, 10], "y": [1, 3, 2, 5, 4]],
          "The column twice is determined by x. Leave one of them out."
        ),
        (
          "y ~ x", "linear", ["x": [3, 3, 3, 3], "y": [1, 0, 2, 1]],
          "The column x is the same in every row, as the intercept is. Leave it out."
        ),
        (
          "y ~ x", "logistic", ["x": [1, 2, 3, 4], "y": [0, 0, 1, 1]],
          "x separates zeros from ones, wholly or in part: the likelihood has no maximum."
            + " Leave a column out, or hold the slopes back by a penalty."
            + " Or take the model logistic:1, which holds slopes back."
        ),
        (
          "y ~ x", "logistic", ["x": [1, 2, 3, 4], "y": [0, 2, 1, 1]],
          "the outcome y is 2, neither 0 nor 1. Encode it as one of both."
        ),
        (
          "y ~ x", "linear", ["x": [1, 2], "y": [0, 2]],
          "2 rows leave nothing to judge 2 coefficients by. Give more rows than columns."
        ),
        (
          "y ~ I(1 / x)", "linear", ["x": [1, 0, 3, 5], "y": [1, 0, 2, 1]],
          "1 / x divides by 0 where x is 0, in 1 of 4 rows."
            + " Leave such rows out, or write another term."
        ),
        (
          "y ~ log(x)", "linear", ["x": [1, 0, 3, 5], "y": [1, 0, 2, 1]],
          "log(x) is infinite where x is 0, in 1 of 4 rows."
            + " Leave such rows out, or write another term."
        ),
        (
          "y ~ q", "linear", ["x": [1, 0, 3, 5], "y": [1, 0, 2, 1]],
          "There is no column of numbers “q”. There are x, y."
        ),
      ]

  @Test("refuses what has no answer, in one line", arguments: refused)
  func refusals(
    example: (formula: String, model: String, columns: [String: [Double]], message: String)
  ) throws {
    let error = #expect(throws: StatisticsError.self) {
      try Self.answer(example.formula, example.columns, model: example.model)
    }
    #expect(error?.message == example.message)
  }

  @Test(
    "says of models with a penalty which columns depend on each other",
    arguments: ["ridge:1", "lasso:0.1", "elastic-net:0.1:0.5", "logistic:1"]
  )
  func dependence(model: String) throws {
    var columns: [String: [Double]] = [
      "x": [1, 2, 3, 4, 5, 6], "twice": [2, 4, 6, 8, 10, 12], "z": [3, 1, 4, 1, 5, 9],
      "y": [1, 0, 1, 0, 1, 1],
    ]
    let note = "Columns depend on each other: "
    let found = try Self.answer("y ~ x + twice + z", columns, model: model).notes
      .first { $0.hasPrefix(note) }
    #expect(found?.contains("twice") == true && found?.contains("x") == true, "\(found ?? "")")
    let free = try Self.answer("y ~ x + z", columns, model: model).notes
    #expect(!free.contains { $0.hasPrefix(note) })
    columns = columns.mapValues { Array($0.prefix(3)) }
    let few = try Self.answer("y ~ x + twice + z", columns, model: model).notes
    #expect(few.contains { $0.hasPrefix("There are 3 rows and 4 columns: the penalty") })
  }

  @Test("fits a row whose outcome is all but certain, however large its score")
  func certainRow() throws {
    // By Newton's steps with 60 digits.
    let json = try Self.answer(
      "y ~ x",
      ["x": [-3, -2, -1, 0, 1, 2, 3, -1, 1, 1000], "y": [0, 0, 1, 0, 1, 0, 1, 0, 1, 1]],
      model: "logistic"
    ).json
    let expected = [
      ("coefficients.0.estimate", -0.295230050379790905),
      ("coefficients.1.estimate", 0.656212844331822761),
      ("coefficients.0.standardError", 0.777112178915704389),
      ("coefficients.1.standardError", 0.492687325214687898),
    ]
    for (path, value) in expected {
      let found = try #require(json.at(path)?.double)
      #expect((found - value).magnitude < 1e-12 * value.magnitude, "\(path) \(found)")
    }
  }

  @Test("makes a formula of columns, the outcome first")
  func formulaOfColumns() throws {
    func read(_ text: String) throws -> RegressQuestion {
      try JSONDecoder().decode(RegressQuestion.self, from: Data(text.utf8))
    }
    let sum = try read(#"{"columns": ["y", "two words", "x2", "log"]}"#)
    #expect(sum.formula == "y ~ `two words` + x2 + `log`")
    #expect(sum.numberColumns == ["y", "two words", "x2", "log"])
    let written = try JSONEncoder().encode(sum)
    #expect(try JSONDecoder().decode(RegressQuestion.self, from: written) == sum)
    for text in [
      #"{}"#, #"{"columns": "y"}"#, #"{"columns": ["y", "a`b"]}"#,
      #"{"columns": ["y", "x"], "formula": "y ~ x"}"#,
    ] {
      #expect(throws: DecodingError.self, "\(text)") { try read(text) }
    }
  }

  @Test("refuses lasso that comes to no end rather than answering")
  func notConverged() throws {
    // Columns that are nearly the same, of which the descent goes from one to the other for ever.
    let x = (0..<30).map { Double($0) }
    let other = x.enumerated().map { $1 + ($0 % 2 == 0 ? 1e-9 : -1e-9) }
    let y = x.enumerated().map { 3 * $1 + ($0 % 2 == 0 ? 1.0 : -1.0) }
    let error = #expect(throws: StatisticsError.self) {
      try Self.answer("y ~ x + z", ["x": x, "z": other, "y": y], model: "lasso:1e-12")
    }
    #expect(error?.code == .notConverged)
    #expect(error?.message.hasPrefix("After 100000 passes the slopes are ") == true)
  }

  @Test("refuses weights that are negative, all 0 or that the model cannot use")
  func weights() throws {
    func message(_ weights: [Double], model: String = "linear") throws -> String? {
      var columns = Self.line
      columns["w"] = weights
      return #expect(throws: StatisticsError.self) {
        try Self.answer("y ~ x", columns, model: model, settings: StatsSettings(weights: "w"))
      }?.message
    }
    #expect(try message([1, 1, -1, 1, 1]) == "Weight 3 is -1.0. Give none below 0.")
    #expect(try message([0, 0, 0, 0, 0]) == "All weights are 0. Give some rows a weight.")
    #expect(
      try message([1, 1, 1, 1, 1], model: "ridge:1")
        == "The model ridge:1 takes no weights and w was given."
        + " Leave the weights out or take the linear model."
    )
  }

  @Test("refuses a confidence that makes no interval")
  func confidence() throws {
    let error = #expect(throws: StatisticsError.self) {
      try Self.answer("y ~ x", Self.line, settings: StatsSettings(confidence: 1))
    }
    #expect(
      error?.message == "A confidence of 1.0 makes no interval. Give one between 0 and 1, as 0.95."
    )
  }

  /// What can be wrong without any data.
  static let invalid: [(formula: String, model: String, message: String)] = [
    (
      "y ~ x +", "linear",
      "“y ~ x +”, at its end: a column is missing after +. Name one, or leave + out."
    ),
    (
      "y = x", "linear",
      "“y = x”, column 3: = does not belong here. Write ~ after the outcome."
    ),
    (
      "y ~ x + z", "polynomial:2",
      "“y ~ x + z”: a polynomial has one term, a column of numbers. Write it as y ~ x."
    ),
    (
      "y ~ C(g)", "polynomial:2",
      "“y ~ C(g)”: a polynomial has one term, a column of numbers. Write it as y ~ x."
    ),
  ]

  @Test("checks the formula without data", arguments: invalid)
  func validation(example: (formula: String, model: String, message: String)) throws {
    let question = RegressQuestion(
      formula: example.formula,
      model: try RegressionKind(parsing: example.model)
    )
    let error = #expect(throws: StatisticsError.self) { try question.validate() }
    #expect(error?.message == example.message)
  }

  /// What is not written as a model, and how it should be.
  static let badModels: [(text: String, remedy: String)] = [
    ("polynomial", "polynomial takes a degree from 1 to 100, as in polynomial:2."),
    ("polynomial:0", "polynomial takes a degree from 1 to 100, as in polynomial:2."),
    ("polynomial:x", "polynomial takes a degree from 1 to 100, as in polynomial:2."),
    ("ridge", "ridge takes a penalty above 0, as in ridge:0.5."),
    ("ridge:0", "ridge takes a penalty above 0, as in ridge:0.5."),
    ("ridge:inf", "ridge takes a penalty above 0, as in ridge:0.5."),
    ("ridge:1:2", "ridge takes a penalty above 0, as in ridge:0.5."),
    ("lasso:-1", "lasso takes a penalty of 0 or more, as in lasso:0.5."),
    ("logistic:0", "logistic takes a penalty above 0, as in logistic:0.5."),
    ("linear:1", "linear takes no number."),
    (
      "elastic-net:1",
      "elastic-net takes a penalty of 0 or more and a mix from 0 to 1, as in elastic-net:0.1:0.5."
    ),
    (
      "elastic-net:1:2",
      "elastic-net takes a penalty of 0 or more and a mix from 0 to 1, as in elastic-net:0.1:0.5."
    ),
    (
      "spline",
      "Take linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L."
    ),
    (
      "",
      "Take linear, polynomial:K, ridge:L, lasso:L, elastic-net:L:MIX, logistic or logistic:L."
    ),
  ]

  @Test("says of a model that is not written as one what it takes", arguments: badModels)
  func refusedModels(example: (text: String, remedy: String)) {
    let error = #expect(throws: StatisticsError.self) { try RegressionKind(parsing: example.text) }
    #expect(error?.message == "The model “\(example.text)” is not known: \(example.remedy)")
  }

  @Test(
    "writes a model as it is asked for",
    arguments: [
      "linear", "polynomial:2", "ridge:1", "ridge:0.5", "lasso:0", "elastic-net:1:0.25", "logistic",
      "logistic:10",
    ]
  )
  func models(text: String) throws {
    #expect(try RegressionKind(parsing: text).description == text)
  }

  @Test("gives z of a logistic model and t of a linear one, and calls McFadden's R² what it is")
  func ratios() throws {
    let columns: [String: [Double]] = ["x": [1, 2, 3, 4, 5, 6], "y": [0, 0, 1, 0, 1, 1]]
    for model in ["logistic", "logistic:1"] {
      let answer = try Self.answer("y ~ x", columns, model: model)
      #expect(
        answer.json["coefficients"]?[0]?.object?.keys == [
          "name", "estimate", "standardError", "z", "p", "low", "high",
        ]
      )
      #expect(answer.sections[0].table.columns.map(\.name).contains("z"))
      #expect(!answer.sections[0].table.columns.map(\.name).contains("t"))
    }
    let answer = try Self.answer("y ~ x", columns, model: "logistic")
    #expect(answer.json["pseudoRSquared"]?.double != nil)
    #expect(answer.sections[1].table.rows.contains { $0[0] == "McFadden's pseudo R²" })
  }

  @Test("takes a column of texts as groups, and names the one that others are compared with")
  func groups() throws {
    let labels = ["g": ["b", "a", "c", "a", "b", "c"]]
    let columns: [String: [Double]] = ["y": [1, 4, 2, 8, 5, 7]]
    let texts = try Self.answer("y ~ g", columns, labels: labels)
    let asked = try Self.answer("y ~ C(g)", columns, labels: labels)
    #expect(
      texts.json["coefficients"]?.array?.map { $0["estimate"] }
        == asked.json["coefficients"]?.array?.map { $0["estimate"] }
    )
    #expect(texts.json.at("coefficients.1.name")?.string == "g[b]")
    #expect(texts.json.at("referenceGroups.0.reference")?.string == "a")
    #expect(
      texts.notes.contains(
        "g holds texts, which make groups; it has the reference group “a”: coefficients are"
          + " differences from it."
      )
    )
    #expect(
      asked.notes.contains(
        "C(g) has the reference group “a”: coefficients are differences from it."
      )
    )
    let whole = try Self.answer("y ~ g - 1", columns, labels: labels)
    #expect(whole.json["referenceGroups"] == nil)
    #expect(!whole.notes.contains { $0.contains("reference") })
    let validated = try CrossValidateQuestion(formula: "y ~ g", folds: 2)
      .answer(
        StatsTable(
          ["y": (0..<12).map { Double($0 * 5 % 7) }],
          labels: ["g": (0..<12).map { "abc".map(String.init)[$0 % 3] }]
        ),
        StatsSettings()
      )
    #expect(validated.notes.contains { $0.contains("reference group “a”") })
    #expect(validated.json.at("referenceGroups.0.term")?.string == "g")
  }

  /// Fits without residuals, or without anything to explain.
  static let perfectFits: [(y: [Double], lane: Lane, note: String)] = [
    (
      [0.3, 0.5, 0.7, 0.9], .exact,
      "The model fits perfectly: there are no residuals to judge it by, so that standard errors are"
        + " 0, and t and F infinite."
    ),
    (
      [0.3, 0.5, 0.7, 0.9], .fast,
      "The model fits perfectly but for the rounding of doubles: standard errors, t, p and F say"
        + " how these are rounded. Take the exact lane."
    ),
    (
      [4, 4, 4, 4], .exact,
      "The outcome is 4 in every row: there is nothing to explain, and R², F, t and p say nothing."
    ),
    (
      [4, 4, 4, 4], .fast,
      "The outcome is 4 in every row: there is nothing to explain, and R², F, t and p say nothing."
    ),
  ]

  @Test("says why a perfect fit and a constant outcome have no t", arguments: perfectFits)
  func perfection(example: (y: [Double], lane: Lane, note: String)) throws {
    let answer = try Self.answer(
      "y ~ x",
      ["x": [1, 2, 3, 4], "y": example.y],
      settings: StatsSettings(lane: example.lane)
    )
    #expect(answer.notes.contains(example.note), "\(answer.notes)")
    let usual = try Self.answer("y ~ x", Self.line, settings: StatsSettings(lane: example.lane))
    #expect(!usual.notes.contains { $0.contains("perfectly") || $0.contains("every row") })
  }

  @Test("says what R² is about where there is no intercept", arguments: [Lane.exact, .fast])
  func noIntercept(lane: Lane) throws {
    let note = "There is no intercept: R² and F are about 0 rather than about the mean."
    let settings = StatsSettings(lane: lane)
    let without = try Self.answer("y ~ x - 1", Self.line, settings: settings)
    #expect(without.notes.contains(note))
    #expect(try !Self.answer("y ~ x", Self.line, settings: settings).notes.contains(note))
  }

  @Test("names the columns that determine each other but for the last digits")
  func nearlyCollinear() throws {
    let x = (0..<20).map { Double($0 * 7 % 20) + 0.5 }
    let z = x.indices.map { Double($0 * $0 % 11) }
    let y = x.indices.map { x[$0] + Double($0 % 3) }
    let twin = x.indices.map { x[$0] / 10 + Double($0 % 2) * 1e-15 }
    let answer = try Self.answer("y ~ a + z + b", ["y": y, "a": x, "z": z, "b": twin])
    #expect(
      answer.notes.contains(
        "Nearly collinear: a, b. The last digits of the data decide these coefficients: leave one of"
          + " them out."
      ),
      "\(answer.notes)"
    )
    // The test of the variance is made in doubles.
    #expect(
      answer.notes.contains { $0.hasPrefix("Breusch-Pagan: ") && !$0.contains("x1") },
      "\(answer.notes)"
    )
    // Large units alone are none the worse.
    let large = try Self.answer("y ~ a + z", ["y": y, "a": x.map { $0 * 1e14 }, "z": z])
    #expect(!large.notes.contains { $0.contains("collinear") })
  }

  @Test("reads columns of groups apart from those of numbers")
  func columns() {
    let question = RegressQuestion(formula: "log(y) ~ x1 * x2 + C(group) + I(x1^2)")
    #expect(question.numberColumns == ["y", "x1", "x2"])
    #expect(question.labelColumns == ["group"])
  }

  @Test("draws the points with the curve where one column explains, else the residuals")
  func drawings() throws {
    let one = try Self.answer("y ~ x + I(x^2)", Self.line)
    guard case .scatter(_, let x, let y, let curve)? = one.drawings.first else {
      Issue.record("no scatter plot")
      return
    }
    #expect((x.name, y.name) == ("x", "y"))
    #expect(x.values == Self.line["x"])
    #expect(curve.count == 101)
    #expect(curve.first?.x == 1 && curve.last?.x == 5)
    let expected = try #require(
      one.json["coefficients"]?.array?.compactMap { $0["estimate"]?.double }
    )
    let at5 = expected[0] + 5 * expected[1] + 25 * expected[2]
    #expect(((curve.last?.y ?? 0) - at5).magnitude < 1e-12)
    var columns = Self.line
    columns["z"] = [3, 1, 4, 1, 5]
    let two = try Self.answer("y ~ x + z", columns)
    guard case .scatter(_, let fitted, let residuals, let none)? = two.drawings.first else {
      Issue.record("no scatter plot")
      return
    }
    #expect((fitted.name, residuals.name) == ("fitted", "residual"))
    #expect(none.isEmpty)
    #expect(residuals.values.reduce(0, +).magnitude < 1e-12)
  }

  @Test("says how many rows are missing, what is rounded and which lane was taken")
  func notes() throws {
    let table = try StatsTable(Self.line, missing: 2)
    let answer = try RegressQuestion(formula: "y ~ log(x)").answer(table, StatsSettings())
    #expect(answer.notes.contains("2 rows were left out because a value is missing."))
    #expect(answer.notes.contains("A function or a broken power made doubles of exact numbers."))
    let ridge = try Self.answer("y ~ x", Self.line, model: "ridge:1")
    #expect(ridge.json["lane"]?.string == "fast")
    #expect(ridge.notes.contains("This model is computed in doubles."))
    let fast = try Self.answer("y ~ x", Self.line, settings: StatsSettings(lane: .fast))
    #expect(fast.json["lane"]?.string == "fast")
  }

  @Test("gives the same bits for any order of the rows in the exact lane")
  func order() throws {
    let x = (0..<50).map { Double($0 * 37 % 50) * 0.1 + 1_000_000 }
    let y = (0..<50).map { Double($0 * 29 % 53) / 7 }
    let first = try Self.answer("y ~ x", ["x": x, "y": y]).json
    let order = (0..<50).map { $0 * 13 % 50 }
    let second = try Self.answer("y ~ x", ["x": order.map { x[$0] }, "y": order.map { y[$0] }]).json
    for path in ["coefficients", "residualStandardDeviation", "rSquared", "fStatistic"] {
      #expect(first[path] == second[path], "\(path)")
    }
  }
}
