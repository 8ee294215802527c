import BatteryStatistics
import BatteryTables
import Foundation
import StatsTool
import Testing

@Suite("Cross-validate question") struct CrossValidateQuestionTests {
  static func table(rows: Int) throws -> StatsTable {
    let x = (0..<rows).map { Double($0 * 17 % 23) }
    return try StatsTable(
      [
        "x": x, "y": x.enumerated().map { 2 * $1 + Double($0 * 7 % 5) },
        "z": x.enumerated().map { $1 + Double($0 * 7 % 11) > 15 ? 1 : 0 },
      ],
      labels: ["g": (0..<rows).map { $0 == 0 ? "rare" : $0 % 2 == 0 ? "a" : "b" }]
    )
  }

  @Test("tests each row once, in folds whose sizes differ by one at the most")
  func folds() throws {
    let json = try CrossValidateQuestion(formula: "y ~ x", folds: 4)
      .answer(Self.table(rows: 22), StatsSettings(seed: 3)).json
    let sizes = json["folds"]?.array?.compactMap { $0["testRows"]?.integer }
    #expect(sizes == [6, 6, 5, 5])
    #expect(json.at("folds.3.trainingRows") == 17)
    #expect(json["seed"]?.integer == 3)
    let scores = try #require(json["folds"]?.array?.compactMap { $0["rmse"]?.double })
    #expect(scores.count == 4)
    let mean = try #require(json.at("metrics.rmse.mean")?.double)
    #expect((mean - scores.reduce(0, +) / 4).magnitude < 1e-12)
  }

  @Test("divides by the seed: the same again, and another way for another one")
  func seed() throws {
    let question = CrossValidateQuestion(formula: "y ~ x", folds: 4)
    let table = try Self.table(rows: 30)
    func folds(_ seed: UInt64) throws -> JSONValue? {
      try question.answer(table, StatsSettings(seed: seed)).json["folds"]
    }
    #expect(try folds(1) == folds(1))
    #expect(try folds(1) != folds(2))
  }

  @Test("keeps the shares of both outcomes in each fold where it is asked to")
  func stratified() throws {
    // Five ones among thirty: without strata some fold may have none, and no AUC.
    let x = (0..<30).map { Double($0 * 17 % 23) }
    let table = try StatsTable(["x": x, "z": (0..<30).map { $0 % 6 == 0 ? 1 : 0 }])
    let question = CrossValidateQuestion(
      formula: "z ~ x",
      model: .logistic,
      folds: 5,
      stratify: true
    )
    let json = try question.answer(table, StatsSettings()).json
    #expect(json.at("metrics.auc.mean")?.double != nil)
    #expect(json["folds"]?.array?.allSatisfy { $0["auc"]?.double != nil } == true)
  }

  @Test("says why a fold has no figure, and gives no mean of the others")
  func undefined() throws {
    let x = (0..<30).map { Double($0 * 17 % 23) }
    let table = try StatsTable(["x": x, "z": (0..<30).map { $0 % 10 == 0 ? 1 : 0 }])
    let answer = try CrossValidateQuestion(formula: "z ~ x", model: .logistic, folds: 10)
      .answer(table, StatsSettings())
    #expect(answer.json.at("metrics.auc.mean") == .null)
    #expect(answer.json.at("metrics.auc.overall")?.double != nil)
    #expect(
      answer.notes.first
        == "AUC: All rows are of one kind: no curve tells two apart. Give rows of both."
    )
  }

  /// What is refused, with the message.
  static let refused: [(question: CrossValidateQuestion, message: String)] = [
    (
      CrossValidateQuestion(formula: "y ~ x", folds: 23),
      "23 folds need as many rows, and there are 22. Make fewer folds."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x", folds: 1),
      "1 fold leaves nothing to fit. Make 2 or more."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x", folds: 0),
      "0 folds leave nothing to fit. Make 2 or more."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x", stratify: true),
      "The model linear has no classes to stratify by. Take logistic, or leave stratify out."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x - 1", scale: .standard),
      "Scaling moves columns, which a model without an intercept cannot make good."
        + " Leave one of both out."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x", model: .logistic),
      "the outcome y is 36, neither 0 nor 1. Encode it as one of both."
    ),
    (
      CrossValidateQuestion(formula: "y ~ x + I(2 * x)"),
      "Fold 1 of 5: The column I(2 * x) is determined by x. Leave one of them out."
    ),
    (
      CrossValidateQuestion(formula: "z ~ x", model: .logistic, folds: 22, stratify: true),
      "The class 0 has 9 rows, fewer than 22 folds. Make fewer folds, or folds without classes."
    ),
  ]

  @Test("refuses what has no answer, in one line", arguments: refused)
  func refusals(example: (question: CrossValidateQuestion, message: String)) throws {
    let error = #expect(throws: StatisticsError.self) {
      try example.question.answer(Self.table(rows: 22), StatsSettings())
    }
    #expect(error?.message == example.message)
  }

  @Test("says in which fold a group is missing, rather than leaving it out")
  func rareGroup() throws {
    let error = #expect(throws: StatisticsError.self) {
      try CrossValidateQuestion(formula: "y ~ x + C(g)", folds: 22)
        .answer(Self.table(rows: 22), StatsSettings())
    }
    #expect(error?.code == .rankDeficient)
    #expect(error?.message.contains("C(g)[rare]") == true)
    #expect(error?.message.hasPrefix("Fold ") == true)
  }

  @Test("is asked by a job under its name")
  func job() throws {
    let text = #"{"cross-validate": {"formula": "y ~ x", "folds": 3}, "files": "x.csv"}"#
    let job = try JSONDecoder().decode(StatsJob.self, from: Data(text.utf8))
    #expect(
      job.question as? CrossValidateQuestion == CrossValidateQuestion(formula: "y ~ x", folds: 3)
    )
  }

  @Test("counts rows by their weights, in fits and metrics", arguments: ["linear", "polynomial:2"])
  func weights(model: String) throws {
    let model = try RegressionKind(parsing: model)
    let x = (0..<12).map { Double($0 * 5 % 13) }
    let y = x.enumerated().map { 2 * $1 + Double($0 * 7 % 5) }
    func scores(
      _ rows: [Int],
      _ weights: (Int) -> Double,
      isWeighted: Bool = true
    ) throws
      -> [Double]
    {
      let table = try StatsTable([
        "x": rows.map { x[$0] }, "y": rows.map { y[$0] }, "w": rows.map(weights),
      ])
      let json = try CrossValidateQuestion(formula: "y ~ x", model: model, folds: rows.count)
        .answer(table, StatsSettings(weights: isWeighted ? "w" : nil)).json
      return try ["rmse", "mae", "rSquared"].map {
        try #require(json.at("metrics.\($0).overall")?.double)
      }
    }
    func areNear(_ first: [Double], _ second: [Double]) -> Bool {
      zip(first, second).allSatisfy { ($0 - $1).magnitude < 1e-12 * $1.magnitude }
    }
    let all = Array(0..<12)
    let plain = try scores(all, { _ in 1 }, isWeighted: false)
    #expect(areNear(try scores(all, { _ in 3 }), plain))
    // A row of weight 0 is as one that is not there, where each is a fold of its own.
    let part = all.filter { $0 % 4 != 3 }
    #expect(
      areNear(
        try scores(all, { $0 % 4 == 3 ? 0 : 1 }),
        try scores(part, { _ in 1 }, isWeighted: false)
      )
    )
    #expect(!areNear(try scores(all, { Double($0 + 1) }), plain))
  }

  @Test("refuses weights where the model takes none")
  func refusedWeights() throws {
    let error = #expect(throws: StatisticsError.self) {
      try CrossValidateQuestion(formula: "y ~ x", model: .lasso(penalty: 0.5))
        .answer(Self.table(rows: 22), StatsSettings(weights: "x"))
    }
    #expect(
      error?.message
        == "The model lasso:0.5 takes no weights and x was given."
        + " Leave the weights out or take the linear model."
    )
  }
}
