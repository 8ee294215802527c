import BatteryStatistics
import BatteryTables
import SystemPackage
import TestKit
import Testing

@testable import StatsTool

@Suite("Formulas about files", .timeLimit(.minutes(5))) struct FormulaFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func ask(
    _ question: any StatsQuestion,
    _ files: [String],
    reading: TableReading = TableReading()
  ) throws -> StatsAnswer {
    let opener = try TableOpener(reading, files.map { directory.path.appending($0) }, outputs: [])
    return try StatsWork(question).answer(opener)
  }

  private func names(_ answer: StatsAnswer) -> [String] {
    answer.json["coefficients"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  private static let csv = "y,g,t,n\n1,b,true,1\n4,a,false,2\n2,b,true,1\n8,a,true,2\n5,b,false,2\n"
  private static let json = """
    {"y":1,"g":"b","t":true,"n":1}
    {"y":4,"g":"a","t":false,"n":2}
    {"y":2,"g":"b","t":true,"n":1}
    {"y":8,"g":"a","t":true,"n":2}
    {"y":5,"g":"b","t":false,"n":2}
    """

  @Test(
    "texts and truth values are groups, and numbers are numbers",
    arguments: [
      ("y ~ g", ["(Intercept)", "g[b]"]), ("y ~ t", ["(Intercept)", "t[true]"]),
      ("y ~ n", ["(Intercept)", "n"]), ("y ~ C(n)", ["(Intercept)", "C(n)[2]"]),
      ("y ~ g + n", ["(Intercept)", "g[b]", "n"]),
      ("y ~ g:n", ["(Intercept)", "g[a]:n", "g[b]:n"]),
    ]
  )
  func groups(formula: String, expected: [String]) throws {
    try directory.write(Self.csv, to: "a.csv")
    try directory.write(Self.json, to: "a.jsonl")
    for file in ["a.csv", "a.jsonl"] {
      let answer = try ask(RegressQuestion(formula: formula), [file])
      #expect(names(answer) == expected, "\(file)")
    }
    let twice = try ask(RegressQuestion(formula: formula), ["a.csv", "a.jsonl"])
    #expect(names(twice) == expected)
  }

  @Test("a model is validated with groups as well")
  func validated() throws {
    try directory.write(
      "y,g\n" + (0..<20).map { "\($0),\($0 % 2 == 0 ? "a" : "b")\n" }.joined(),
      to: "a.csv"
    )
    let answer = try ask(CrossValidateQuestion(formula: "y ~ g"), ["a.csv"])
    #expect(answer.notes.contains { $0.contains("reference group “a”") })
  }

  @Test("a few cells that are no numbers are an error and make no groups")
  func badCell() throws {
    let rows = (0..<10).map { "\($0),\($0 == 4 ? "n/a" : "\($0 * 3 % 7)")\n" }
    try directory.write("y,x\n" + rows.joined(), to: "a.csv")
    let error = #expect(throws: TableError.self) {
      try ask(RegressQuestion(formula: "y ~ x"), ["a.csv"])
    }
    #expect(error?.message.contains("a.csv:6: \"n/a\" in the column \"x\" is not a number") == true)
    // C(…) says that it is meant.
    let answer = try ask(RegressQuestion(formula: "y ~ C(x)"), ["a.csv"])
    #expect(names(answer).contains("C(x)[n/a]"))
  }

  /// What the data has no answer for, with the place.
  static let placed: [(formula: String, model: RegressionKind, message: String)] = [
    ("y ~ n", .logistic, "a.csv:3: the outcome y is 4, neither 0 nor 1. Encode it as one of both."),
    (
      "y ~ log(n - 1)", .linear,
      "a.csv:2: log(n - 1) is infinite where n is 1, in 2 of 5 rows."
        + " Leave such rows out, or write another term."
    ),
    (
      "n ~ I(1 / (y - 8))", .linear,
      "a.csv:5: 1 / (y - 8) divides by 0 where y is 8, in 1 of 5 rows."
        + " Leave such rows out, or write another term."
    ),
  ]

  @Test("rows that a formula has no value for are named by their lines", arguments: placed)
  func places(example: (formula: String, model: RegressionKind, message: String)) throws {
    try directory.write(Self.csv, to: "a.csv")
    for question: any StatsQuestion in [
      RegressQuestion(formula: example.formula, model: example.model),
      CrossValidateQuestion(formula: example.formula, model: example.model),
    ] {
      let error = #expect(throws: StatisticsError.self) { try ask(question, ["a.csv"]) }
      #expect(error?.code == .invalidData)
      #expect(error?.message.hasSuffix(example.message) == true, "\(error?.message ?? "")")
    }
  }
}
