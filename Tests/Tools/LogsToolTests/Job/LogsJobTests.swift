import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Logs job", .timeLimit(.minutes(5))) struct LogsJobTests {
  private let directory: TemporaryDirectory
  private let events = EventRecorder()
  /// 2026-11-22T12:00:00Z.
  private let clock = ManualTimeSource(now: Date(timeIntervalSince1970: 1_795_348_800))

  init() throws {
    directory = try TemporaryDirectory()
  }

  private var context: JobContext {
    JobContext(job: "logs", directory: directory.path, clock: clock) { [events] in events.take($0) }
  }

  private func job(_ json: String) throws -> LogsJob {
    try JSONDecoder().decode(LogsJob.self, from: Data(json.utf8))
  }

  private func run(_ json: String) async throws -> LogsJobReport {
    let job = try job(json)
    try job.validate()
    return try await job.run(in: context)
  }

  private func text(_ name: String) throws -> String {
    let path = directory.path.appending(name).string
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.path.appending(name).string)
  }

  // MARK: - The configuration

  @Test("is written as it is read")
  func coding() throws {
    let all = """
      {"files": ["a", "b*"], "logFormat": "%h %d", "dateFormat": "%F", "timeFormat": "%T",
       "since": "7d", "until": "1d", "where": ["status > 1", "bytes > 2"], "top": 5,
       "countClientErrors": true, "anonymizeIP": true, "ignoreCrawlers": true,
       "excludeHosts": ["10.0.0.0/8"], "output": ["a.html", "a.json"], "format": "json",
       "rejects": "r.csv", "maxRejects": 3, "state": "s", "alerts": ["count(status = 500) > 3"]}
      """
    let object = try JSONSerialization.jsonObject(with: Data(all.utf8)) as? NSDictionary
    let data = try JSONEncoder().encode(try job(all))
    let again = try JSONSerialization.jsonObject(with: data) as? NSDictionary
    #expect(again == object)
    let keys = Set((object?.allKeys as? [String]) ?? [])
    #expect(Set(LogsJob.schema.fields.map(\.name)) == keys)
  }

  @Test("takes one file, condition, output or alert without a list")
  func single() throws {
    let job = try job(
      """
      {"files": "a", "where": "status > 1", "output": "a.md", "excludeHosts": "::1",
       "alerts": "count(status = 500) > 3"}
      """
    )
    #expect(job.files == ["a"])
    #expect(job.conditions == ["status > 1"])
    #expect(job.output == ["a.md"])
    #expect(job.excludeHosts == ["::1"])
    #expect(job.alerts == ["count(status = 500) > 3"])
    try job.validate()
  }

  @Test(
    "refuses a configuration that is wrong before it runs",
    arguments: [
      (#""files": []"#, "files: names no file. Write a log or a pattern"),
      (
        #""files": "a", "since": "2026-11-22", "until": "2026-11-22""#,
        "since: is not before until."
      ),
      (#""files": "a", "since": "1d", "until": "2d""#, "since: is not before until."),
      (#""files": "a", "since": "today", "until": "yesterday""#, "since: is not before until."),
      (#""files": "a", "since": "7 days""#, "since: \"7 days\" is no time. Write a day or a time"),
      (#""files": "a", "until": "2026-02-30""#, "until: \"2026-02-30\" is no time."),
      (
        #""files": "a", "where": "statsu > 1""#,
        "where: at column 1: There is no column \"statsu\". Did you mean status?"
      ),
      (
        #""files": "a", "where": ["status > 1", "bytes >"]"#,
        "where[1]: at column 8: Here must be a value, not the end."
      ),
      (#""files": "a", "where": "status""#, "where: at column 1: Here must be a condition"),
      (#""files": "a", "top": 0"#, "top: must be 1 or more, not 0."),
      (#""files": "a", "maxRejects": -1"#, "maxRejects: must be 0 or more, not -1."),
      (#""files": "a", "logFormat": "combind""#, "logFormat: there is no format named combind."),
      (#""files": "a", "dateFormat": "%F""#, "dateFormat: is there without logFormat."),
      (
        #""files": "a", "excludeHosts": "10.0.0.300""#,
        "excludeHosts: \"10.0.0.300\" is no address."
      ),
      (
        #""files": "a", "excludeHosts": ["::1", "10.0.0.0/33"]"#,
        "excludeHosts[1]: \"10.0.0.0/33\" has no length after the slash"
      ),
      (
        #""files": "a", "excludeHosts": "192.0.2.7", "anonymizeIP": true"#,
        "excludeHosts: \"192.0.2.7\" cannot be told from its neighbours once addresses are anonymous."
      ),
      (#""files": "a", "output": "traffic""#, "output: \"traffic\" has no ending that says how"),
      (#""files": "a", "output": ["a.md", "b.pdf"]"#, "output[1]: \"b.pdf\" has no ending"),
      (#""files": "a", "output": ["a.md", "a.md"]"#, "output: names \"a.md\" twice."),
      (
        #""files": "a", "output": ["a.html", "b.json"], "format": "csv""#,
        "output[0]: \"a.html\" is a name of html, but format is csv."
      ),
      (#""files": "a", "output": "a.csv", "rejects": "a.csv""#, "rejects: names \"a.csv\" twice."),
      (#""files": "a", "alerts": "many errors""#, "alerts: \"many errors\" is no alert."),
      (
        #""files": "a", "alerts": ["count(status > 1) > 1", "rate(statsu > 1, 5m) > 2%"]"#,
        "alerts[1]: at column 6: There is no column \"statsu\". Did you mean status?"
      ),
    ]
  )
  func wrong(fields: String, message: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try job("{\(fields)}").validate() }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("..") == false)
  }

  // MARK: - Plan and run

  @Test("plans what is read and written, and changes nothing")
  func plan() async throws {
    try directory.write([SampleRequest()].log, to: "access.log")
    try directory.write([SampleRequest()].log, to: "access.log.1")
    try directory.write("old", to: "old.html")
    let job = try job(
      #"{"files": "access.log*", "since": "7d", "output": ["old.html", "new.json"]}"#
    )
    let plan = try await job.plan(in: context)
    #expect(plan.steps.map(\.verb) == ["read", "read", "since", "replace", "write"])
    #expect(plan.steps.map(\.isDestructive) == [false, false, false, true, false])
    #expect(try text("old.html") == "old")
    #expect(!isThere("new.json"))
  }

  @Test("writes every output in the format of its name, and hands it on as an artifact")
  func outputs() async throws {
    try directory.write([SampleRequest(), SampleRequest(status: 500)].log, to: "logs/a.log")
    let report = try await run(
      """
      {"files": "logs/*.log",
       "output": ["t.html", "t.json", "t.csv", "t.md", "t.txt", "sub.json.gz"], "rejects": "r.csv"}
      """
    )
    #expect(
      events.artifacts == ["t.html", "t.json", "t.csv", "t.md", "t.txt", "sub.json.gz", "r.csv"]
    )
    #expect(try text("t.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try text("t.json").contains("\"general\""))
    #expect(try text("t.csv").hasPrefix("panel,"))
    #expect(try text("t.md").hasPrefix("# Traffic report"))
    #expect(try text("t.txt").hasPrefix("Hits "))
    #expect(try text("r.csv") == "source,line,offset,reason\n")
    let gzip = try Data(contentsOf: directory.url.appendingPathComponent("sub.json.gz"))
    #expect(gzip.prefix(2) == Data([0x1F, 0x8B]))
    #expect(report.table == nil)
    #expect(
      report.summary.hasPrefix(
        "2 requests of 1 visitor, 20 B, from 2026-11-22T09:00:00Z to 2026-11-22T09:00:00Z; in "
      )
    )
  }

  @Test("says in what people read which records were selected")
  func selection() async throws {
    try directory.write([SampleRequest(), SampleRequest(status: 500)].log, to: "a.log")
    _ = try await run(
      """
      {"files": "a.log", "since": "7d", "where": "status < 500", "ignoreCrawlers": true,
       "excludeHosts": ["10.0.0.0/8", "*.test"], "output": ["t.html", "t.md", "t.txt"]}
      """
    )
    let selection = "since 7d; status < 500; without crawlers; without 10.0.0.0/8, *.test"
    #expect(try text("t.txt").contains(selection))
    #expect(try text("t.html").contains(selection.replacing("<", with: "&lt;")))
    #expect(try text("t.md").contains("since 7d; status"))
  }

  @Test("names artifacts apart whose files have the same name")
  func artifactNames() async throws {
    try directory.write([SampleRequest()].log, to: "a.log")
    try directory.write("", to: "x/t.json")
    try directory.write("", to: "y/t.json")
    _ = try await run(#"{"files": "a.log", "output": ["x/t.json", "y/t.json"]}"#)
    #expect(Set(events.artifacts).count == 2)
    #expect(events.artifacts.allSatisfy { $0.hasSuffix("/t.json") })
  }

  @Test("reports the first rows when there is no output")
  func preview() async throws {
    let requests = [
      SampleRequest(path: "/a"), SampleRequest(path: "/a"), SampleRequest(path: "/b"),
    ]
    try directory.write(requests.log, to: "a.log")
    let report = try await run(#"{"files": "a.log"}"#)
    #expect(
      report.table?.rows == [
        ["status", "3", "100%", "1", "30", "200"],
        ["requests", "2", "66.7%", "1", "20", "/a"],
        ["requests", "1", "33.3%", "1", "10", "/b"],
        ["hosts", "3", "100%", "1", "30", "192.0.2.1"],
      ]
    )
  }

  @Test("writes ten rows of each panel as text, and all as JSON")
  func rows() async throws {
    let requests = (0..<30).map { SampleRequest(second: $0 * 600, path: "/\($0)") }
    try directory.write(requests.log, to: "a.log")
    _ = try await run(#"{"files": "a.log", "output": ["t.txt", "t.json"]}"#)
    #expect(try text("t.txt").contains("Requests  10 of 30"))
    #expect(try text("t.json").contains("\"/29\""))
    _ = try await run(#"{"files": "a.log", "output": "t.json", "top": 3}"#)
    #expect(!(try text("t.json").contains("\"/29\"")))
  }

  @Test("reads a file once that is named twice, and says so")
  func sameFile() async throws {
    try directory.write([SampleRequest()].log, to: "a.log")
    try FileManager.default.createSymbolicLink(
      atPath: directory.path.appending("link.log").string,
      withDestinationPath: "a.log"
    )
    let report = try await run(#"{"files": ["a.log", "*.log", "./a.log"]}"#)
    #expect(report.general.lines == 1)
    #expect(report.notes.count == 3)
    #expect(report.notes[1].contains("link.log: is the same file as "))
  }

  @Test("says that a file is missing, and that a pattern matches nothing")
  func missing() async throws {
    for files in ["none.log", "none*.log"] {
      let error = await #expect(throws: JobError.self) { try await run(#"{"files": "\#(files)"}"#) }
      #expect(error?.code == .notFound)
    }
  }

  @Test("refuses to write over a log, by whatever name", arguments: ["a.log", "./a.log", "link"])
  func overInput(name: String) async throws {
    try directory.write([SampleRequest()].log, to: "a.log")
    try FileManager.default.createSymbolicLink(
      atPath: directory.path.appending("link").string,
      withDestinationPath: "a.log"
    )
    let error = await #expect(throws: JobError.self) {
      try await run(#"{"files": "a.log", "output": "\#(name)", "format": "json"}"#)
    }
    #expect(error?.code == .configuration)
    #expect(try text("a.log") == [SampleRequest()].log)
  }

  // MARK: - What is asked

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
    try directory.write(requests.log, to: "a.log")
    let report = try await run(#"{"files": "a.log", \#(fields)}"#)
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
    try directory.write(requests.log, to: "a.log")
    let report = try await run(#"{"files": "a.log", \#(fields)}"#)
    let rows = report.table?.rows.filter { $0[0] == "requests" } ?? []
    #expect(Set(rows.compactMap(\.last)) == Set(paths))
  }

  @Test("says that since is not before until when only the clock tells")
  func timesOfClock() async throws {
    try directory.write([SampleRequest()].log, to: "a.log")
    let error = await #expect(throws: JobError.self) {
      try await run(#"{"files": "a.log", "since": "2026-11-22", "until": "2d"}"#)
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
    try directory.write(requests.log, to: "a.log")
    let report = try await run(#"{"files": "a.log", \#(fields)}"#)
    let rows = report.table?.rows.filter { $0[0] == "hosts" } ?? []
    #expect(rows.compactMap(\.last).sorted() == hosts.sorted())
  }

  @Test("takes texts of conditions in single and in double quotes")
  func quotes() async throws {
    let requests = ["/api/a", "/b's", "/c"].map { SampleRequest(path: $0) }
    try directory.write(requests.log, to: "a.log")
    for condition in ["path ~ '^/api'", #"path ~ \"^/api\""#, #"\"path\" = \"/b's\""#] {
      let report = try await run(#"{"files": "a.log", "where": "\#(condition)"}"#)
      #expect(report.general.parsed == 1, "\(condition)")
    }
  }

  // MARK: - What is wrong with a log

  @Test("accounts for every line, and lists those that are no records")
  func rejects() async throws {
    try directory.write(
      "junk\n" + [SampleRequest(), SampleRequest()].log + "more junk\n",
      to: "a.log"
    )
    let report = try await run(#"{"files": "a.log", "rejects": "r.csv", "maxRejects": 2}"#)
    #expect(report.general.lines == 4)
    #expect(report.records == 2)
    #expect(report.warnings.last == "2 lines parsed + 2 rejected = 4 lines")
    let lines = try text("r.csv").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first == "source,line,offset,reason")
    #expect(lines.dropFirst().first?.contains("a.log,1,0,") == true)
  }

  @Test("fails with too many lines that are no records, after everything is written")
  func tooManyRejects() async throws {
    try directory.write([SampleRequest(), SampleRequest()].log + "junk\n", to: "a.log")
    let error = await #expect(throws: JobError.self) {
      try await run(#"{"files": "a.log", "output": "t.json", "maxRejects": 0}"#)
    }
    #expect(error?.code.name == "failed")
    #expect(
      error?.message.hasPrefix("1 of 3 lines are no records, more than 0, the first at ") == true
    )
    #expect(isThere("t.json"))
    #expect(events.artifacts == ["t.json"])
  }

  @Test("an alert fails the run after everything is written")
  func alert() async throws {
    let requests = (0..<40).map { SampleRequest(second: $0, status: $0 < 30 ? 200 : 503) }
    try directory.write(requests.log, to: "a.log")
    let error = await #expect(throws: JobError.self) {
      try await run(
        """
        {"files": "a.log", "output": "t.html",
         "alerts": ["rate(status >= 500, 30s) > 2%", "count(status = 200) < 1"]}
        """
      )
    }
    #expect(error?.code.name == "failed")
    #expect(error?.code.exitStatus == 1)
    #expect(error?.code.isRetryable == false)
    #expect(
      error?.message
        == "alert: rate(status >= 500, 30s) > 2%: 33.33 % (10 of 30) from 2026-11-22T09:00:10 to 09:00:40"
    )
    #expect(isThere("t.html"))
    #expect(events.artifacts == ["t.html"])
  }

  @Test("an alert that is not raised is silent, and looks only at what was asked for")
  func quietAlert() async throws {
    let requests = (0..<40).map { SampleRequest(second: $0, status: $0 < 30 ? 200 : 503) }
    try directory.write(requests.log, to: "a.log")
    let report = try await run(
      """
      {"files": "a.log", "until": "2026-11-22T09:00:30",
       "alerts": ["rate(status >= 500, 30s) > 2%", "count(status >= 500) > 0"]}
      """
    )
    #expect(report.alerts.isEmpty)
  }

  @Test("with a state reads only what is new, and tells an alert once")
  func state() async throws {
    let json = """
      {"files": "a.log", "state": "st", "maxRejects": 0, "alerts": "count(status = 503, 1m) > 2"}
      """
    let failing = (0..<3).map { SampleRequest(second: $0, status: 503) }
    try directory.write(failing.log, to: "a.log")
    await #expect(throws: JobError.self) { try await run(json) }
    #expect(try await run(json).general.parsed == 3)
    let handle = try FileHandle(forWritingTo: directory.url.appendingPathComponent("a.log"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([SampleRequest(second: 600)].log.utf8))
    let report = try await run(json)
    #expect(report.general.parsed == 4)
    #expect(report.alerts.isEmpty)
    let again = (1200..<1203).map { SampleRequest(second: $0, status: 503) }
    try handle.write(contentsOf: Data(again.log.utf8))
    let error = await #expect(throws: JobError.self) { try await run(json) }
    #expect(error?.message.contains("3 from 2026-11-22T09:19:") == true)
    try handle.write(contentsOf: Data("junk\n".utf8))
    await #expect(throws: JobError.self) { try await run(json) }
    let last = try await run(json)
    #expect(last.general.rejected == 1)
    #expect(last.warnings.isEmpty)
    try handle.close()
  }

  @Test("does not take in what is new when the report cannot be written")
  func outputFirst() async throws {
    try directory.write([SampleRequest(status: 503)].log, to: "a.log")
    let fields = #""files": "a.log", "state": "st", "alerts": "count(status = 503) > 0""#
    let error = await #expect(throws: JobError.self) {
      try await run(#"{\#(fields), "output": "none/t.json"}"#)
    }
    #expect(error?.code.name == "cannot-create")
    let alert = await #expect(throws: JobError.self) { try await run("{\(fields)}") }
    #expect(alert?.message.hasPrefix("alert: count(status = 503) > 0: 1 ") == true)
  }

  @Test("refuses the same output by two names, and names a directory")
  func paths() async throws {
    try directory.write([SampleRequest()].log, to: "a.log")
    let error = await #expect(throws: JobError.self) {
      try await run(#"{"files": "a.log", "output": ["t.json", "./x/../t.json"]}"#)
    }
    #expect(error?.message.contains("is the same file as the output") == true)
    #expect(try LogsTool.LogFiles(["-", "-"]).notes.count == 1)
  }

  @Test(
    "a silence that lasts is found in a log that is read live, and in one that is empty",
    arguments: [#""since": "4h""#, #""state": "st""#, #""since": "4h", "where": "status = 1""#]
  )
  func silence(fields: String) async throws {
    try directory.write((0..<30).map { SampleRequest(second: $0) }.log, to: "a.log")
    let rest = #""files": "a.log", "alerts": "count(true, 10m) < 1""#
    #expect(try await run("{\(rest)}").alerts.isEmpty)
    await #expect(throws: JobError.self) { try await run("{\(rest), \(fields)}") }
  }

  @Test(
    "tells alerts of a log that is followed as what nobody wants to miss",
    .timeLimit(.minutes(5))
  )
  func following() async throws {
    try directory.write([SampleRequest(status: 503)].log, to: "a.log")
    let job = try job(#"{"files": "a.log", "alerts": "count(status = 503) > 0"}"#)
    let (lines, continuation) = AsyncStream.makeStream(of: LogLine.self)
    let context = JobContext(job: "logs", directory: directory.path, clock: clock) { event in
      if case .log(let new) = event { for line in new { continuation.yield(line) } }
    }
    let task = Task { try await job.follow(in: context, display: nil) }
    let alert = await lines.first { $0.text.hasPrefix("alert: ") }
    task.cancel()
    _ = await task.result
    #expect(alert?.source == .error)
  }

  @Test("keeps long logs in a cache, unless the lines are wanted that are no records")
  func cache() async throws {
    let log = (0..<150).map { SampleRequest(second: $0) }.log
    try directory.write(String(repeating: log, count: 800) + "junk\n", to: "a.log")
    let home = directory.path.appending("home")
    let cache = LogCache(environment: ["HOME": home.string])
    func run(_ fields: String) async throws -> (LogsJobReport, isCached: Bool) {
      let job = try job(#"{"files": "a.log"\#(fields)}"#)
      let report = try await job.run(in: context, display: nil, cache: cache)
      return (report, isThere("home/.cache/batteries/logs"))
    }
    #expect(try await run(#", "rejects": "r.csv""#).isCached == false)
    let (first, isCached) = try await run("")
    #expect(isCached)
    let (second, _) = try await run(#", "where": "status = 200""#)
    #expect(second.general == first.general)
    #expect(second.warnings.last == "120000 lines parsed + 1 rejected = 120001 lines")
  }
}
