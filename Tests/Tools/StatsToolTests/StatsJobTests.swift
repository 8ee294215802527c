import BatteryJobs
import BatteryStatistics
import BatteryTables
import Foundation
import Testing

@testable import StatsTool

@Suite("StatsJob") struct StatsJobTests {
  private static var questions: [any ConfiguredQuestion] {
    [
      DescribeQuestion(columns: ["a"]), QuantileQuestion(q: ["0.5"], method: "inclusive"),
      HistogramQuestion(bins: 7), CorrelateQuestion(method: .spearman),
      RegressQuestion(formula: "y ~ x"), NormalityQuestion(), OutliersQuestion(),
      TestQuestion(test: .t, values: ["y"]),
    ]
  }

  @Test("is the same after it was written and read")
  func coding() throws {
    for question in Self.questions {
      let job = StatsJob(
        question,
        files: ["a.csv"],
        condition: "a > 1",
        by: ["c"],
        lane: .fast,
        na: .skip,
        seed: 9,
        output: "a.csv",
        table: "columns",
        plots: false,
        digits: 4
      )
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let data = try encoder.encode(job)
      let read = try JSONDecoder().decode(StatsJob.self, from: data)
      #expect(type(of: read.question).name == type(of: question).name)
      #expect(try encoder.encode(read) == data)
    }
  }

  @Test("asks exactly one question")
  func questions() {
    for text in [
      #"{"files": "a.csv"}"#, #"{"files": "a.csv", "describe": {}, "quantile": {}}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(StatsJob.self, from: Data(text.utf8))
      }
    }
  }

  @Test("is refused with the key that is wrong")
  func validation() {
    let job = StatsJob(DescribeQuestion(), files: ["a.csv"])
    #expect(throws: Never.self) { try job.validate() }
    let changes: [(String, (inout StatsJob) -> Void)] = [
      ("files", { $0.files = [] }), ("where", { $0.condition = "a >" }),
      ("confidence", { $0.confidence = 1 }), ("workers", { $0.workers = 0 }),
      ("memory", { $0.memory = .mebibytes(1) }), ("output", { $0.output = "a.zip" }),
      ("lane", { $0.lane = .approximate }), ("digits", { $0.digits = 18 }),
      ("answerTable", { $0.table = "columns" }),
      (
        "answerTable",
        {
          $0.format = .csv
          $0.table = "colums"
        }
      ),
      ("quantile", { $0.question = QuantileQuestion(q: ["2"]) }),
    ]
    for (key, change) in changes {
      var wrong = job
      change(&wrong)
      let error = #expect(throws: ConfigurationError.self) { try wrong.validate() }
      #expect(error?.path == key)
    }
  }

  @Test("has the table of a database beside the table of the answer")
  func tables() throws {
    let text =
      #"{"files":"a.db","table":"t","answerTable":"columns","output":"o.csv","describe":{}}"#
    let job = try JSONDecoder().decode(StatsJob.self, from: Data(text.utf8))
    #expect(job.reading.table == "t")
    #expect(job.table == "columns")
    #expect(throws: Never.self) { try job.validate() }
    let names = StatsJob.schema.fields.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test("refuses what would make no difference, with the key")
  func noEffect() throws {
    let cases: [(StatsJob, String?)] = [
      (StatsJob(DescribeQuestion(), files: ["a"], confidence: 0.9), "confidence"),
      (StatsJob(TestQuestion(test: .t, values: ["y"]), files: ["a"], confidence: 0.9), nil),
      (
        StatsJob(TestQuestion(test: .ks, values: ["y", "z"]), files: ["a"], confidence: 0.9),
        "confidence"
      ),
      (StatsJob(RegressQuestion(formula: "y ~ x"), files: ["a"], confidence: 0.9), nil),
      (
        StatsJob(
          RegressQuestion(formula: "y ~ x", model: .ridge(penalty: 1)),
          files: ["a"],
          confidence: 0.9
        ), "confidence"
      ),
      (StatsJob(RegressQuestion(formula: "y ~ x"), files: ["a"], seed: 2), "seed"),
      (StatsJob(CrossValidateQuestion(formula: "y ~ x"), files: ["a"], seed: 2), nil),
      (StatsJob(QuantileQuestion(sketch: true), files: ["a"]), nil),
      (StatsJob(QuantileQuestion(sketch: true), files: ["a"], lane: .exact), "lane"),
      (StatsJob(QuantileQuestion(method: "7", sketch: true), files: ["a"]), "quantile"),
      (StatsJob(DescribeQuestion(columns: ["x", "y", "x"]), files: ["a"]), "describe"),
      (StatsJob(DescribeQuestion(), files: ["a"], by: ["g", "g"]), "by"),
      (StatsJob(SampleQuestion(rows: 3), files: ["a"], seed: 2, output: "b.csv"), nil),
      (StatsJob(SampleQuestion(rows: 3), files: ["a"]), "sample"),
      (StatsJob(SampleQuestion(rows: 3), files: ["a"], output: "b.zip"), "output"),
      (StatsJob(SampleQuestion(), files: ["a"], output: "b.csv"), "sample"),
      (StatsJob(SampleQuestion(split: 0.8), files: ["a"], output: "b.csv"), "sample"),
      (StatsJob(SampleQuestion(split: 0.8, rest: "c.tsv"), files: ["a"], output: "b.csv"), nil),
      (StatsJob(SampleQuestion(rows: 3), files: ["a"], by: ["g"], output: "b.csv"), nil),
      (
        StatsJob(
          SampleQuestion(rows: 3, stratify: ["g"]),
          files: ["a"],
          by: ["g"],
          output: "b.csv"
        ), "by"
      ),
      (
        StatsJob(SampleQuestion(rows: 3), files: ["a"], weights: "w", output: "b.csv"), "weights"
      ),
      (StatsJob(SampleQuestion(rows: 3), files: ["a"], lane: .fast, output: "b.csv"), "lane"),
      (StatsJob(DescribeQuestion(), files: ["a"], output: "b.html", plots: true), "plots"),
      (StatsJob(DescribeQuestion(), files: ["a"], output: "b.html", plots: false), nil),
      (StatsJob(NormalityQuestion(), files: ["a"], output: "b.json", plots: true), "plots"),
      (StatsJob(NormalityQuestion(), files: ["a"], output: "b.html", plots: true), nil),
      (StatsJob(DescribeQuestion(), files: ["a"], output: "b.json", digits: 3), "digits"),
      (StatsJob(DescribeQuestion(), files: ["a"], output: "b.md", digits: 3), nil),
      (StatsJob(DescribeQuestion(), files: ["a"], digits: 3), nil),
      (StatsJob(DescribeQuestion(), files: ["a"], format: .html), "format"),
      (StatsJob(NormalityQuestion(), files: ["a"], plots: true), "plots"),
    ]
    for (job, path) in cases {
      var found: String?
      do throws(ConfigurationError) {
        try job.validate()
      } catch {
        found = error.path
      }
      #expect(found == path, "\(job.title)")
    }
  }

  @Test("refuses weights just where the question does when it is asked")
  func weights() throws {
    let cases: [(any ConfiguredQuestion & StatsQuestion, takes: Bool)] = [
      (DescribeQuestion(), true), (DescribeQuestion(quantileMethod: .hazen), false),
      (DescribeQuestion(quantileMethod: .inverse), true), (QuantileQuestion(), true),
      (QuantileQuestion(method: "6"), false), (QuantileQuestion(sketch: true), false),
      (HistogramQuestion(), true), (CorrelateQuestion(), true),
      (CorrelateQuestion(method: .kendall), false), (RegressQuestion(formula: "a ~ b"), true),
      (RegressQuestion(formula: "a ~ b", model: .logistic), false),
      (RegressQuestion(formula: "a ~ b", model: .lasso(penalty: 1)), false),
      (OutliersQuestion(), false), (NormalityQuestion(), false),
      (TestQuestion(test: .t, values: ["a"]), false),
      (TestQuestion(test: .chiSquare, labels: ["g"]), true),
      (CrossValidateQuestion(formula: "a ~ b", folds: 2), true),
      (CrossValidateQuestion(formula: "a ~ b", model: .ridge(penalty: 1), folds: 2), false),
    ]
    let table = try StatsTable(
      ["a": [1, 2, 4, 3, 6, 5, 9], "b": [2, 1, 4, 3, 7, 9, 5], "w": [1, 2, 1, 3, 1, 2, 1]],
      labels: ["g": ["p", "q", "p", "q", "p", "q", "p"]]
    )
    for (question, takes) in cases {
      let job = StatsJob(question, files: ["a.csv"], weights: "w")
      if takes {
        #expect(throws: Never.self, "\(question)") { try job.validate() }
        #expect(throws: Never.self, "\(question)") { try question.answer(table, job.settings) }
      } else {
        let error = #expect(throws: ConfigurationError.self) { try job.validate() }
        #expect(error?.path == "weights", "\(question)")
        #expect(throws: StatisticsError.self) { try question.answer(table, job.settings) }
      }
    }
  }

  private static func reading(_ change: (inout TableReading) -> Void) -> TableReading {
    var reading = TableReading()
    change(&reading)
    return reading
  }

  @Test("does not write over what it reads, nor two things to one place")
  func targets() throws {
    let sample = SampleQuestion(rows: 3, rest: "./r.csv")
    let cases: [(StatsJob, String?)] = [
      (StatsJob(DescribeQuestion(), files: ["a.csv"], output: "./a.csv"), "output"),
      (StatsJob(DescribeQuestion(), files: ["b.csv", "*.csv"], output: "x/../out.csv"), "output"),
      (StatsJob(DescribeQuestion(), files: ["a-*.csv"], output: "out.csv"), nil),
      (StatsJob(DescribeQuestion(), files: ["in/*.csv"], output: "out.csv"), nil),
      (StatsJob(DescribeQuestion(), files: ["*.csv"], output: ".out.csv"), nil),
      (StatsJob(sample, files: ["a.csv"], output: "r.csv"), "sample.rest"),
      (StatsJob(sample, files: ["r.csv"], output: "o.csv"), "sample.rest"),
      (StatsJob(sample, files: ["a.csv"], output: "o.csv"), nil),
      (
        StatsJob(
          DescribeQuestion(),
          files: ["a.csv"],
          reading: Self.reading { $0.rejects = "a.csv" },
          output: "o.json"
        ), "rejects"
      ),
      (
        StatsJob(
          DescribeQuestion(),
          files: ["a.csv"],
          reading: Self.reading { $0.delimiter = "ab" }
        ),
        "delimiter"
      ),
    ]
    for (job, path) in cases {
      var found: String?
      do throws(ConfigurationError) {
        try job.validate()
      } catch {
        found = error.path
      }
      #expect(found == path, "\(job.title)")
    }
  }

  @Test("has a table of each name that its help lists, and no other")
  func tableNames() {
    for question in Self.questions where !(question is TestQuestion) {
      #expect(StatsJob(question, files: ["a"]).tables == type(of: question).tableNames)
    }
  }

  @Test("says what is wrong with a condition in one sentence")
  func condition() {
    let job = StatsJob(DescribeQuestion(), files: ["a.csv"], condition: "a >")
    let error = #expect(throws: ConfigurationError.self) { try job.validate() }
    #expect(error.map { !$0.description.contains("..") } == true)
  }
}
