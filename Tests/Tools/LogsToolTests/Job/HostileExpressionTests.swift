import BatteryJobs
import TestKit
import Testing

@testable import LogsTool

@Suite("Expressions on texts of attackers", .timeLimit(.minutes(5))) struct HostileExpressionTests {
  private let yard: LogsJobYard
  private let path = "/" + String(repeating: "a", count: 3000) + "!"

  init() throws { yard = try LogsJobYard() }

  @Test(
    "take no longer for a text that was made for them",
    arguments: [
      #""where": "path ~ '(a+)+$'""#, #""alerts": "count(path ~ '^/(a|aa)+$') > 1""#,
      #""where": ["status > 1", "not path !~ '(.*)*=(.*)*;'"]"#,
    ]
  )
  func condition(fields: String) async throws {
    try yard.directory.write([SampleRequest(path: path)].log, to: "a.log")
    let report = try await yard.run(#"{"files": "a.log", \#(fields)}"#)
    #expect(report.general.lines == 1)
    #expect(report.alerts.isEmpty)
  }

  @Test("take no longer where they say how lines are written")
  func format() async throws {
    let format = #"regex:^(?<time>\\S+) (?<path>/(?:a+)+(?:[a-z]*)*)$"#
    try yard.directory.write(
      "2026-11-22T09:00:00Z /aaa\n2026-11-22T09:00:00Z \(path)\n",
      to: "a.log"
    )
    let report = try await yard.run(#"{"files": "a.log", "logFormat": "\#(format)"}"#)
    #expect(report.records == 1)
    #expect(report.rejected == 1)
  }

  @Test("are refused when no bound can be kept")
  func refused() throws {
    let condition = #expect(throws: ConfigurationError.self) {
      try yard.job(#"{"files": "a.log", "where": "path ~ '(a+)+\\b'"}"#).validate()
    }
    #expect(condition?.description.hasPrefix("where: at column 8: '(a+)+\\b' cannot be ") == true)
    #expect(condition?.description.contains("it takes for ever on some texts, since") == true)
    let format = #expect(throws: ConfigurationError.self) {
      try yard.job(#"{"files": "a.log", "logFormat": "regex:(?<time>(a+)+)(?!b)"}"#).validate()
    }
    #expect(format?.description.contains("takes for ever on some texts") == true)
  }
}
