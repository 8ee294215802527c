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
        "The model fits perfectly: it has no residuals to judge it by. Give rows with noise."
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
          "y ~ x", "logistic", ["x": [1, 2, 3, 4], "y": [0, 0, 1, 1]],
          "x separates zeros from ones, wholly or in part: the likelihood has no maximum."
            + " Leave a column out, or hold the slopes back."
        ),
        (
          "y ~ x", "logistic", ["x": [1, 2, 3, 4], "y": [0, 2, 1, 1]],
          "An outcome is neither 0 nor 1. Encode it as one of both."
        ),
        (
          "y ~ x", "linear", ["x": [1, 2], "y": [0, 2]],
          "2 rows leave nothing to judge 2 coefficients by. Give more rows than columns."
        ),
        (
          "y ~ I(1 / x)", "linear", ["x": [1, 0, 3, 5], "y": [1, 0, 2, 1]],
          "1 / x divides by 0 in a row. Leave the row out."
        ),
        (
          "y ~ log(x)", "linear", ["x": [1, 0, 3, 5], "y": [1, 0, 2, 1]],
          "log(x): value 2 is -inf, one of 1 that are not finite. Leave them out first."
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
        == "The model ridge:1.0 takes no weights and w was given."
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
      "y ~ x +: column 8: a column is missing. Write it as y ~ x1 + I(x1^2) + C(group)."
    ),
    (
      "y = x", "linear",
      "y = x: column 3: a ~ after the outcome is missing. Write it as y ~ x1 + I(x1^2) + C(group)."
    ),
    (
      "y ~ x + z", "polynomial:2",
      "y ~ x + z: a polynomial takes one column of numbers. Write it as y ~ x."
    ),
    (
      "y ~ C(g)", "polynomial:2",
      "y ~ C(g): a polynomial takes one column of numbers. Write it as y ~ x."
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

  @Test(
    "refuses models that are not written as one",
    arguments: [
      "polynomial:0", "polynomial:x", "polynomial", "ridge:0", "ridge:-1", "ridge:inf", "lasso:-1",
      "elastic-net:1", "elastic-net:1:2", "logistic:0", "spline", "linear:1", "",
    ]
  )
  func badModels(text: String) {
    let error = #expect(throws: StatisticsError.self) { try RegressionKind(parsing: text) }
    #expect(error?.message.hasPrefix("The model \(text) is not known. ") == true)
    #expect(error?.message.contains("\n") == false)
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
