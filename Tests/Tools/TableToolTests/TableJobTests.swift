import BatteryJobs
import Foundation
import SystemPackage
import TableTool
import TestKit
import Testing

@Suite("Table job", .timeLimit(.minutes(5))) struct TableJobTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("part,city,price\n007,Rome,5\n008,Oslo,3\n", to: "in/a.csv")
    try directory.write("part,city,price\n009,Rome,2.5\n", to: "in/b.csv")
  }

  private var context: JobContext {
    JobContext(
      job: "table",
      directory: directory.path,
      clock: SystemTimeSource(),
      secrets: NoSecrets()
    ) { _ in }
  }

  private struct NoSecrets: SecretSource {
    func secret(named name: String) async throws(JobError) -> Secret {
      throw JobError(.denied, "There is no secret.")
    }
  }

  private func job(_ json: String) throws -> TableJob {
    try JSONDecoder().decode(TableJob.self, from: Data(json.utf8))
  }

  @Test("reads files that match, works on them, and writes the output")
  func run() async throws {
    let job = try job(
      """
      {"input": "in/*.csv", "where": "price > 2.6", "group": {"by": "city"}, "sort": "city",
       "output": "out.jsonl"}
      """
    )
    try job.validate()
    let report = try await job.run(in: context)
    #expect(report.rows == 2)
    #expect(report.columns == ["city", "count"])
    let text = try String(
      contentsOfFile: directory.path.appending("out.jsonl").string,
      encoding: .utf8
    )
    #expect(text == "{\"city\":\"Oslo\",\"count\":1}\n{\"city\":\"Rome\",\"count\":1}\n")
  }

  @Test(
    "refuses to write rejected rows over the output",
    arguments: ["out.csv", "./out.csv", "link.csv"]
  )
  func rejectsOverOutput(rejects: String) async throws {
    try directory.write("a,b\n1\n", to: "in/bad.csv")
    try FileManager.default.createSymbolicLink(
      atPath: directory.path.appending("link.csv").string,
      withDestinationPath: "out.csv"
    )
    let job = try job(
      "{\"input\": \"in/bad.csv\", \"output\": \"out.csv\", \"rejects\": \"\(rejects)\"}"
    )
    let error = await #expect(throws: JobError.self) { try await job.run(in: context) }
    #expect(error?.message.contains("would take the place of the output") == true)
    let out = directory.path.appending("out.csv").string
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test("writes values that are only passed on as they were")
  func exactText() async throws {
    try directory.write("part,price\n007,1.50\n008,0.5\n", to: "in/c.csv")
    let job = try job(#"{"input": "in/c.csv", "where": "price > 1", "output": "out.csv"}"#)
    #expect(try await job.run(in: context).columns == ["part", "price"])
    let file = directory.path.appending("out.csv").string
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "part,price\n007,1.50\n")
  }

  @Test("shows the rows in the report when there is no output")
  func preview() async throws {
    let report = try await job(#"{"input": ["in/*.csv"], "select": "part"}"#).run(in: context)
    #expect(report.table?.rows == [["007"], ["008"], ["009"]])
    #expect(report.summary == "3 rows of 1 columns")
  }

  @Test("plans what it does, and changes nothing")
  func plan() async throws {
    let job = try job(#"{"input": "in/*.csv", "where": "price > 3", "output": "in/a.csv.json"}"#)
    let plan = try await job.plan(in: context)
    #expect(plan.steps.map(\.verb) == ["read", "read", "filter", "write"])
    let names = try FileManager.default.contentsOfDirectory(
      atPath: directory.path.appending("in").string
    )
    #expect(Set(names) == ["a.csv", "b.csv"])
  }

  @Test("refuses to write over its input")
  func sameFile() async throws {
    let job = try job(#"{"input": "in/a.csv", "output": "in/a.csv"}"#)
    await #expect(throws: JobError.self) { try await job.run(in: context) }
  }

  @Test("says that a pattern matches nothing")
  func noMatch() async throws {
    let error = await #expect(throws: JobError.self) {
      try await job(#"{"input": "in/*.tsv"}"#).run(in: context)
    }
    #expect(error?.code == .notFound)
  }

  @Test(
    "refuses a configuration that is wrong before it runs",
    arguments: [
      (#"{"input": []}"#, "input"), (#"{"input": "a", "where": "x >"}"#, "where"),
      (#"{"input": "a", "output": "x"}"#, "output"),
      (#"{"input": "a", "delimiter": "ab"}"#, "delimiter"),
      (#"{"input": "a", "group": {"by": "x", "aggregate": "sum("}}"#, "group.aggregate"),
    ]
  )
  func wrong(json: String, path: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try job(json).validate() }
    #expect(error?.path == path)
  }

  @Test("is written as it is read")
  func coding() throws {
    let job = try job(
      #"{"input": ["a"], "where": "x > 1", "types": {"x": "decimal"}, "ragged": "pad", "limit": 3}"#
    )
    let data = try JSONEncoder().encode(job)
    let again = try JSONDecoder().decode(TableJob.self, from: data)
    #expect(again.reading == job.reading)
    #expect(again.condition == job.condition)
    #expect(again.limit == 3)
  }
}
