import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Testing

@testable import StatsTool

@Suite("CorrelateQuestion") struct CorrelateQuestionTests {
  private static let a = ["1", "2", "2", "3", "5", "8", "13", "21"]
  private static let b = ["2", "1", "4", "4", "7", "7", "20", "3"]

  private func table(_ columns: [(String, [String])], order: [String]) -> StatsTable {
    StatsTable(
      rows: columns.first?.1.count ?? 0,
      numbers: Dictionary(
        uniqueKeysWithValues: columns.map { name, texts in
          let decimals = texts.compactMap { Decimal($0) }
          return (
            name,
            NumberColumn(name: name, doubles: texts.compactMap { Double($0) }, decimals: decimals)
          )
        }
      ),
      order: order
    )
  }

  /// `pearsonr`, `spearmanr` and `kendalltau(method="asymptotic")` of SciPy 1.17.
  static let cases: [(CorrelationMethod, Double, Double)] = [
    (.pearson, 0.36667728542798783, 0.3716200991317167),
    (.spearman, 0.5636467153699042, 0.14566523415187366),
    (.kendall, 0.49065338146265824, 0.0998381703697551),
  ]

  @Test("has SciPy's coefficients and probabilities", arguments: cases)
  func values(example: (method: CorrelationMethod, r: Double, p: Double)) throws {
    let answer = try CorrelateQuestion(method: example.method)
      .answer(table([("a", Self.a), ("b", Self.b)], order: ["a", "b"]), StatsSettings())
    let r = try #require(answer.json["coefficients"]?[0]?[1]?.double)
    let p = try #require(answer.json["p"]?[1]?[0]?.double)
    #expect(abs(r - example.r) < 1e-14)
    #expect(abs(p - example.p) < 1e-13)
    #expect(answer.json["coefficients"]?[0]?[0]?.double == 1)
    #expect(answer.json["count"]?.integer == 8)
    let kind = example.method == .pearson ? "computed" : "asymptotic"
    #expect(answer.json["probability"]?[0]?[1] == .string(kind))
    #expect(answer.json["probability"]?[0]?[0] == .null)
    #expect(answer.sections[1].title == "Probability without any correlation (\(kind))")
  }

  @Test(
    "has the library's answer for each two of many columns, with ties and without",
    arguments: [CorrelationMethod.spearman, .kendall]
  )
  func manyColumns(method: CorrelationMethod) throws {
    let columns: [String: [Double]] = [
      "a": [3, 1, 4, 1.5, 9, 2, 6], "b": [2, 7, 1, 8, 2.5, 8.5, 1.8], "c": [1, 2, 2, 3, 3, 3, 4],
      "d": [1, 2, 3, 4, 5, 6, 7], "e": [4, 4, 4, 1, 1, 2, 2],
    ]
    let answer = try CorrelateQuestion(method: method)
      .answer(StatsTable(columns), StatsSettings())
    let names = columns.keys.sorted()
    for (row, first) in names.enumerated() {
      for (column, second) in names.enumerated() where row != column {
        let (x, y) = (try #require(columns[first]), try #require(columns[second]))
        let right =
          try method == .kendall
          ? CorrelationTest.kendall(x, y) : CorrelationTest.spearman(x, y)
        #expect(answer.json["coefficients"]?[row]?[column]?.double == right.estimate)
        #expect(answer.json["p"]?[row]?[column]?.double == right.p)
        let kind = answer.json["probability"]?[row]?[column]
        #expect(kind == .string(right.probability.rawValue))
      }
    }
    #expect(
      answer.sections[1].title == "Probability without any correlation (exact or asymptotic)"
    )
  }

  @Test("refuses columns of which no two vary")
  func noAnswer() throws {
    for method in CorrelationMethod.allCases {
      let error = #expect(throws: StatisticsError.self) {
        try CorrelateQuestion(method: method)
          .answer(StatsTable(["a": [1, 1, 1], "b": [1, 2, 3]]), StatsSettings())
      }
      #expect(error?.code == .constant)
      #expect(
        error?.message
          == "No correlation is defined: a is constant. Give columns that vary."
      )
    }
  }

  @Test("has the probability of a coefficient that is 1 once it is rounded")
  func nearOne() throws {
    let (x, y) = (["1", "2", "3", "4", "5"], ["1.000000001", "2", "3", "4", "5"])
    let answer = try CorrelateQuestion()
      .answer(table([("x", x), ("y", y)], order: ["x", "y"]), StatsSettings())
    let p = try #require(answer.json["p"]?[0]?[1]?.double)
    // The incomplete beta function, in 60 digits.
    #expect(abs(p / 3.39530545466428376863e-30 - 1) < 1e-12)
  }

  @Test(
    "counts all orders of a few rows, as the library's tests do",
    arguments: [CorrelationMethod.spearman, .kendall]
  )
  func fewRows(method: CorrelationMethod) throws {
    let (x, y) = (["1", "2", "3", "4", "5"], ["2", "1", "3", "5", "4"])
    let answer = try CorrelateQuestion(method: method)
      .answer(table([("x", x), ("y", y)], order: ["x", "y"]), StatsSettings())
    let (a, b) = (x.compactMap { Double($0) }, y.compactMap { Double($0) })
    let right =
      try method == .kendall ? CorrelationTest.kendall(a, b) : CorrelationTest.spearman(a, b)
    #expect(right.probability == .exact)
    #expect(answer.json["probability"]?[0]?[1] == "exact")
    #expect(answer.json["p"]?[0]?[1]?.double == right.p)
    #expect(answer.json["coefficients"]?[0]?[1]?.double == right.estimate)
  }

  @Test("ranks numbers that are the same once they are doubles")
  func exactRanks() throws {
    let x = (0..<5).map { "1000000000000000000000.\($0)" }
    let y = ["0", "1", "2", "3", "4"]
    for method in [CorrelationMethod.spearman, .kendall] {
      let answer = try CorrelateQuestion(method: method)
        .answer(table([("x", x), ("y", y)], order: ["x", "y"]), StatsSettings())
      #expect(answer.json["coefficients"]?[0]?[1]?.double == 1)
    }
  }

  @Test("says that a constant column has none")
  func constant() throws {
    let same = [String](repeating: "0.1", count: 8)
    let columns = [("a", Self.a), ("c", same), ("b", Self.b)]
    let answer = try CorrelateQuestion()
      .answer(table(columns, order: ["a", "c", "b"]), StatsSettings())
    #expect(answer.json["coefficients"]?[0]?[1]?.isNull == true)
    #expect(answer.json["coefficients"]?[1]?[1]?.isNull == true)
    #expect(answer.json["coefficients"]?[0]?[0]?.double == 1)
    #expect(answer.notes.contains("c is constant: its correlations are not defined."))
  }

  @Test("is exact where doubles lose all digits")
  func exact() throws {
    let x = (0..<5).map { "1000000000000000000000.\($0)" }
    let y = (0..<5).map { "\(3 * $0)" }
    let answer = try CorrelateQuestion()
      .answer(table([("x", x), ("y", y)], order: ["x", "y"]), StatsSettings())
    #expect(answer.json["coefficients"]?[0]?[1]?.double == 1)
    #expect(answer.json["p"]?[0]?[1]?.double == 0)
  }

  @Test("counts a row as often as its weight says, and refuses weights that make no sense")
  func weights() throws {
    let settings = StatsSettings(weights: "w")
    let twice = table(
      [("a", Self.a + ["2"]), ("b", Self.b + ["1"])],
      order: ["a", "b"]
    )
    let weighted = table(
      [("a", Self.a), ("b", Self.b), ("w", ["1", "2", "1", "1", "1", "1", "1", "1"])],
      order: ["a", "b"]
    )
    let one = try CorrelateQuestion().answer(twice, StatsSettings()).json["coefficients"]
    #expect(try CorrelateQuestion().answer(weighted, settings).json["coefficients"] == one)
    for wrong in ["-1", "0"] {
      let bad = table(
        [("a", Self.a), ("b", Self.b), ("w", Self.a.map { _ in wrong })],
        order: ["a", "b"]
      )
      #expect(throws: StatisticsError.self) { try CorrelateQuestion().answer(bad, settings) }
    }
  }
}
