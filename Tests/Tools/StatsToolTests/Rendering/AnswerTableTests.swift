import BatteryJobs
import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Foundation
import Testing

@testable import StatsTool

@Suite("AnswerTable") struct AnswerTableTests {
  private static let table = ["x", "y", "z"].reduce(into: StatsTable(rows: 8, numbers: [:])) {
    let texts = [
      "x": ["1.10", "2", "3", "4", "5", "6", "7", "80"],
      "y": ["2", "1", "4", "3", "6", "5", "8", "7"],
      "z": ["1", "4", "2", "8", "5", "7", "1", "4"],
    ]
    let decimals = (texts[$1] ?? []).compactMap { BatteryNumbers.Decimal($0) }
    $0.numbers[$1] = NumberColumn(
      name: $1,
      doubles: decimals.map { Double($0) },
      decimals: decimals
    )
    $0.labels = [
      "g": ["a", "a", "b", "b", "a", "a", "b", "b"],
      "h": ["p", "q", "p", "q", "q", "q", "p", "p"],
    ]
    $0.order = ["x", "y", "z"]
  }

  /// A question with the names of its tables and the header of each.
  struct Case: CustomTestStringConvertible, Sendable {
    var question: any StatsQuestion
    var heads: [(name: String, columns: String, rows: Int)]
    var testDescription: String { "\(question)" }
  }

  static let cases = [
    Case(
      question: QuantileQuestion(q: ["0.5", "0.9"]),
      heads: [
        ("quantiles", "column,probability,value,lane", 6),
        ("columns", "column,count,missing,method,lane", 3),
      ]
    ),
    Case(
      question: HistogramQuestion(bins: 2),
      heads: [
        ("bins", "column,from,below,count,lane", 6),
        ("columns", "column,count,missing,rule,lane", 3),
      ]
    ),
    Case(
      question: CorrelateQuestion(),
      heads: [
        ("pairs", "first,second,coefficient,p,probability,count,method,lane", 3),
        ("coefficients", "column,x,y,z", 3), ("p", "column,x,y,z", 3),
      ]
    ),
    Case(
      question: NormalityQuestion(columns: ["x"]),
      heads: [("tests", "column,test,statistic,p,probability,lane", 4)]
    ),
    Case(
      question: TestQuestion(test: .anova, values: ["x"], group: "g"),
      heads: [("groups", "name,count,mean,standardDeviation,lane", 2)]
    ),
    Case(
      question: TestQuestion(test: .chiSquare, labels: ["g", "h"]),
      heads: [("observed", "g,p,q", 2), ("expected", "g,p,q", 2)]
    ),
    Case(
      question: TestQuestion(test: .chiSquare, labels: ["g"]),
      heads: [("classes", "class,observed,expected,lane", 2)]
    ),
    Case(
      question: CrossValidateQuestion(formula: "y ~ z", folds: 2),
      heads: [
        ("folds", "fold,trainingRows,testRows,rmse,mae,rSquared,lane", 2),
        ("metrics", "metric,mean,standardDeviation,overall,lane", 3),
        ("figures", "model,formula,count,missing,stratified,scale,seed,lane", 1),
      ]
    ),
  ]

  @Test("has the columns that are documented", arguments: cases)
  func heads(example: Case) throws {
    let answer = try example.question.answer(Self.table, StatsSettings())
    let tables = try #require(example.question as? any TabledQuestion).tables
    for head in example.heads {
      let table = try #require(tables.first { $0.name == head.name }).table(of: answer.json, by: [])
      #expect(table.columns.map(\.name).joined(separator: ",") == head.columns)
      #expect(table.rows.count == head.rows)
    }
  }

  static let all: [any ConfiguredQuestion & StatsQuestion] = [
    DescribeQuestion(), QuantileQuestion(), HistogramQuestion(), CorrelateQuestion(),
    RegressQuestion(formula: "y ~ x + z"),
    RegressQuestion(formula: "y ~ x", model: .ridge(penalty: 1)),
    OutliersQuestion(), OutliersQuestion(rule: NamedOutlierRule(.zScore(threshold: 1))),
    NormalityQuestion(), TestQuestion(test: .anova, values: ["x"], group: "g"),
    TestQuestion(test: .t, values: ["x"]), TestQuestion(test: .chiSquare, labels: ["g", "h"]),
    CrossValidateQuestion(formula: "y ~ z", folds: 2),
  ]

  @Test("every table of every question is rectangular, and has neither dashes nor marks")
  func rectangular() throws {
    for question in Self.all {
      let answer = try question.answer(Self.table, StatsSettings())
      let job = StatsJob(question, files: ["x.csv"])
      #expect(!job.tables.isEmpty && Set(job.tables).count == job.tables.count)
      for name in job.tables {
        var asked = job
        asked.table = name
        let text = asked.renderer(.csv).render(answer)
        let lines = text.components(separatedBy: "\r\n").dropLast()
        let widths = Set(
          lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        )
        #expect(widths.count == 1, "\(type(of: question).name) \(name): \(text)")
        let cells = text.split { ",\r\n".contains($0) }
        #expect(!cells.contains { ["–", "∞", "-∞", "nan", "inf"].contains($0) })
      }
    }
  }

  @Test("has the digits of the JSON, and nothing for what is missing")
  func digits() throws {
    let json: JSONValue = [
      "columns": [
        "a,\"b": ["count": 1, "mean": .number(try #require(JSONNumber("10000000.10"))), "s": nil],
        "c": nil,
      ], "lane": "exact",
    ]
    var renderer = StatsRenderer(.csv)
    renderer.table = .columns()
    #expect(
      renderer.render(StatsAnswer(json: json))
        == "column,count,mean,s,lane\r\n\"a,\"\"b\",1,10000000.10,,exact\r\nc,,,,exact\r\n"
    )
  }

  @Test("groups come first, and a name that is there twice is told apart")
  func groups() {
    let json: JSONValue = [
      "groups": [
        ["group": ["column": "r", "g": nil], "columns": ["x": ["count": 2]], "lane": "fast"],
        ["group": ["column": "s", "g": "1"], "columns": ["x": ["mean": 2]], "lane": "fast"],
      ]
    ]
    let table = AnswerTable.columns().table(of: json, by: ["column", "g"])
    #expect(table.columns.map(\.name) == ["column", "g", "column 2", "count", "lane", "mean"])
    #expect(table.rows == [["r", "", "x", "2", "fast", ""], ["s", "1", "x", "", "fast", "2"]])
  }

  @Test("a name that is told apart is no other column's")
  func collision() {
    let json: JSONValue = [
      "groups": [["group": ["column": "r", "column 2": "s"], "columns": ["x": ["count": 2]]]]
    ]
    let table = AnswerTable.columns().table(of: json, by: ["column", "column 2"])
    #expect(table.columns.map(\.name) == ["column", "column 2", "column 3", "count"])
    #expect(table.rows == [["r", "s", "x", "2"]])
  }

  @Test("has its header where nothing was found")
  func nothing() throws {
    let question = OutliersQuestion(columns: ["y"])
    let answer = try question.answer(Self.table, StatsSettings())
    let table = question.tables[0].table(of: answer.json, by: ["g"])
    #expect(table.rows.isEmpty)
    #expect(
      table.columns.map(\.name).joined(separator: " ").hasPrefix("g column row line value score")
    )
  }
}
