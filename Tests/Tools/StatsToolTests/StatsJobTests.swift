import BatteryJobs
import BatteryStatistics
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
        output: "a.json"
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
      ("lane", { $0.lane = .approximate }),
      ("quantile", { $0.question = QuantileQuestion(q: ["2"]) }),
    ]
    for (key, change) in changes {
      var wrong = job
      change(&wrong)
      let error = #expect(throws: ConfigurationError.self) { try wrong.validate() }
      #expect(error?.path == key)
    }
  }
}
