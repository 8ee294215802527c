import BatteryJobs
import TestKit
import Testing

@testable import LogsTool

@Suite("What a logs job is asked", .timeLimit(.minutes(5))) struct LogsJobQuestionTests {
  private let yard: LogsJobYard

  init() throws { yard = try LogsJobYard() }

  @Test(
    "counts only what is after and before a time, on the log's own clock",
    arguments: [
      // The clock says 12:00 in UTC, which is 14:00 where the log is from.
      (#""since": "2026-11-22T13:00""#, ["/13:30"]),
      (#""since": "2026-11-22T13:00+02:00""#, ["/13:30"]),
      (#""since": "2026-11-22T11:00Z""#, ["/13:30"]),
      (#""since": "1h""#, ["/13:30"]),
      (#""since": "2h""#, ["/12:30", "/13:30"]),
      (#""since": "today""#, ["/9:00", "/12:30", "/13:30"]),
      (#""since": "noon""#, ["/12:30", "/13:30"]),
      (#""since": "13:00""#, ["/13:30"]),
      (#""since": "yesterday 12:00", "until": "today 12:30:00""#, ["/9:00"]),
      (#""until": "1h""#, ["/9:00", "/12:30"]),
      (#""since": "2h", "until": "2026-11-22T13:30:00""#, ["/12:30"]),
      (#""since": "yesterday", "until": "today""#, []),
    ]
  )
  func times(fields: String, paths: [String]) async throws {
    let requests = [
      SampleRequest(second: 0, path: "/9:00", offset: 2),
      SampleRequest(second: 12_600, path: "/12:30", offset: 2),
      SampleRequest(second: 16_200, path: "/13:30", offset: 2),
    ]
    try yard.directory.write(requests.log, to: "a.log")
    let report = try await yard.run(#"{"files": "a.log", \#(fields)}"#)
    let rows = report.table?.rows.filter { $0[0] == "requests" } ?? []
    #expect(Set(rows.compactMap(\.last)) == Set(paths))
  }

  @Test(
    "compares points in time with those of records, whatever offsets their clocks had",
    arguments: [
      // Half past nine by a clock that was two hours ahead, then by one that was one hour ahead.
      (#""since": "2026-11-22T08:00Z""#, ["/winter"]),
      (#""until": "2026-11-22T10:00+02:00""#, ["/summer"]),
      (#""since": "4h""#, ["/winter"]),
      (#""since": "2026-11-22T09:00""#, ["/summer", "/winter"]),
    ]
  )
  func clockChange(fields: String, paths: [String]) async throws {
    let requests = [
      SampleRequest(second: 1800, path: "/summer", offset: 2),
      SampleRequest(second: 1801, path: "/winter", offset: 1),
    ]
    try yard.directory.write(requests.log, to: "a.log")
    let report = try await yard.run(#"{"files": "a.log", \#(fields)}"#)
    let rows = report.table?.rows.filter { $0[0] == "requests" } ?? []
    #expect(Set(rows.compactMap(\.last)) == Set(paths))
  }

  @Test("says that since is not before until when only the clock tells")
  func timesOfClock() async throws {
    try yard.directory.write([SampleRequest()].log, to: "a.log")
    let error = await #expect(throws: JobError.self) {
      try await yard.run(#"{"files": "a.log", "since": "2026-11-22", "until": "2d"}"#)
    }
    #expect(
      error?.message
        == "since (2026-11-22T00:00:00) is not before until (2026-11-20T12:00:00). Exchange them."
    )
  }

  @Test(
    "leaves out clients and crawlers",
    arguments: [
      (#""excludeHosts": "192.0.2.1""#, ["192.0.2.200", "2001:db8::1", "build.example"]),
      (#""excludeHosts": "192.0.2.0/25""#, ["192.0.2.200", "2001:db8::1", "build.example"]),
      (#""excludeHosts": "192.0.2.77/24""#, ["2001:db8::1", "build.example"]),
      (
        #""excludeHosts": ["2001:db8::/32", "BUILD.example"]"#, ["192.0.2.1", "192.0.2.200"]
      ),
      (#""excludeHosts": "::/0""#, ["build.example"]),
      (#""excludeHosts": "0.0.0.0/0""#, ["2001:db8::1", "build.example"]),
      (#""ignoreCrawlers": true"#, ["192.0.2.1", "2001:db8::1", "build.example"]),
      (#""ignoreCrawlers": true, "where": "host like '192%'""#, ["192.0.2.1"]),
    ]
  )
  func exclusion(fields: String, hosts: [String]) async throws {
    let crawler = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
    let requests = [
      SampleRequest(host: "192.0.2.1"), SampleRequest(host: "192.0.2.200", agent: crawler),
      SampleRequest(host: "2001:db8::1"), SampleRequest(host: "build.example"),
    ]
    try yard.directory.write(requests.log, to: "a.log")
    let report = try await yard.run(#"{"files": "a.log", \#(fields)}"#)
    let rows = report.table?.rows.filter { $0[0] == "hosts" } ?? []
    #expect(rows.compactMap(\.last).sorted() == hosts.sorted())
  }

  @Test("takes texts of conditions in single and in double quotes")
  func quotes() async throws {
    let requests = ["/api/a", "/b's", "/c"].map { SampleRequest(path: $0) }
    try yard.directory.write(requests.log, to: "a.log")
    for condition in ["path ~ '^/api'", #"path ~ \"^/api\""#, #"\"path\" = \"/b's\""#] {
      let report = try await yard.run(#"{"files": "a.log", "where": "\#(condition)"}"#)
      #expect(report.general.parsed == 1, "\(condition)")
    }
  }
}
