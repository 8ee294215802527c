import BatteryJobs
import Foundation
import HTTPTypes
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

@Suite("API", .timeLimit(.minutes(5))) struct APITests {
  private static let yaml = """
      nightly:
        description: Copies things.
        on: { schedule: "daily at 02:00", timezone: Europe/Berlin }
        probe: { key: api-nothing }
      tick: { on: { cron: '0 * * * *' }, probe: { key: api-nothing } }
      hand: { probe: { key: api-nothing } }

    """

  @Test("lists jobs in the order of the file") func jobs() async throws {
    let web = try await WebHarness(Self.yaml)
    let jobs = try #require(try await web.json(.get, "/api/v1/jobs")["jobs"] as? [[String: Any]])
    #expect(jobs.map { $0["name"] as? String } == ["nightly", "tick", "hand"])
    #expect(jobs[0]["timezone"] as? String == "Europe/Berlin")
    #expect(jobs[0]["nextFire"] as? String == "2026-01-20T02:00:00+01:00")
    #expect(jobs[2]["nextFire"] is NSNull)
    let one = try await web.json(.get, "/api/v1/jobs/nightly")
    #expect(one["description"] as? String == "Copies things.")
    await web.stop()
  }

  @Test("tells the next times in the job's zone") func upcoming() async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.json(.get, "/api/v1/jobs/nightly/next?count=2")
    #expect(
      answer["upcoming"] as? [String] == ["2026-01-20T02:00:00+01:00", "2026-01-21T02:00:00+01:00"]
    )
    await web.stop()
  }

  @Test("a run in a list has exactly the promised keys, in order") func runKeys() async throws {
    let web = try await WebHarness(Self.yaml)
    try await SampleHistory(store: web.store, now: HubHarness.noon)
      .add("nightly", ago: 600, seconds: 12.5)
    let answer = try await web.ask(.get, "/api/v1/runs")
    #expect(
      answer.text == """
        {"runs":[{"id":1,"job":"nightly","state":"succeeded","trigger":"schedule",\
        "scheduledFor":"2026-01-19T12:50:00+01:00","startedAt":"2026-01-19T12:50:00+01:00",\
        "finishedAt":"2026-01-19T12:50:12.500+01:00","attempt":1,"exitStatus":0,"reason":null}]}
        """
    )
    let run = try #require(try await web.store.run(1))
    let zone = try TimeZoneRules(identifier: "Europe/Berlin")
    #expect(RunJSON.jsonText(of: [RunJSON(run, zone: zone)]) == answer.text)
    await web.stop()
  }

  @Test("starts a run, says where it is, and shows it") func trigger() async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.ask(.post, "/api/v1/jobs/hand/runs", as: .token(.operator))
    #expect(answer.status == 202)
    let location = try #require(answer.headers[.location])
    _ = try await web.bench.wait(for: "hand", .succeeded)
    let run = try await web.json(.get, location, as: .token(.viewer))
    #expect(run["state"] as? String == "succeeded")
    #expect(run["trigger"] as? String == "manual")
    #expect(run["cause"] as? String == "token test-operator")
    #expect((run["attempts"] as? [Any])?.count == 1)
    #expect((run["steps"] as? [[String: Any]])?.first?["kind"] as? String == "probe")
    #expect((run["scheduledFor"] as? NSNull) != nil)
    await web.stop()
  }

  @Test("pauses and resumes a job") func pause() async throws {
    let web = try await WebHarness(Self.yaml)
    #expect(try await web.json(.post, "/api/v1/jobs/tick/pause")["isPaused"] as? Bool == true)
    #expect(try await web.json(.get, "/api/v1/jobs/tick")["isPaused"] as? Bool == true)
    #expect(try await web.json(.post, "/api/v1/jobs/tick/resume")["isPaused"] as? Bool == false)
    await web.stop()
  }

  @Test("stops a run that is going on, and not one that has ended") func stop() async throws {
    ProbeJob.set("api-wait") { try await $0.clock.sleep(for: .seconds(100_000)) }
    let web = try await WebHarness("  slow: { probe: { key: api-wait } }")
    _ = try await web.ask(.post, "/api/v1/jobs/slow/runs")
    let run = try await web.bench.wait(for: "slow", .running)[0]
    #expect(try await web.ask(.post, "/api/v1/runs/\(run.id)/stop").status == 202)
    let ended = try await web.bench.wait(for: "slow", .cancelled)[0]
    #expect(ended.reason?.contains("token test-admin") == true)
    let again = try await web.ask(.post, "/api/v1/runs/\(run.id)/stop")
    #expect(again.status == 409)
    #expect(again.headers[.contentType] == "application/problem+json")
    #expect(try again.json["code"] as? String == "conflict")
    await web.stop()
  }

  @Test("says why a job did not run") func explanation() async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.json(.get, "/api/v1/jobs/hand/explanation")
    #expect((answer["answer"] as? String)?.isEmpty == false)
    #expect(answer["facts"] is [String])
    await web.stop()
  }

  @Test("filters runs by job, state and place") func runs() async throws {
    let web = try await WebHarness(Self.yaml)
    let history = SampleHistory(store: web.store, now: web.bench.clock.now)
    for index in 1...6 {
      try await history.add(
        index % 2 == 0 ? "tick" : "nightly",
        ago: Double(7 - index) * 3600,
        seconds: 1,
        state: index % 3 == 0 ? .failed : .succeeded,
        reason: "broken"
      )
    }
    func ids(_ query: String) async throws -> [Int] {
      let runs = try await web.json(.get, "/api/v1/runs\(query)")["runs"] as? [[String: Any]]
      return (runs ?? []).compactMap { $0["id"] as? Int }
    }
    #expect(try await ids("") == [6, 5, 4, 3, 2, 1])
    #expect(try await ids("?job=tick") == [6, 4, 2])
    #expect(try await ids("?state=failed") == [6, 3])
    #expect(try await ids("?state=failed&state=succeeded&before=4&limit=2") == [3, 2])
    #expect(try await ids("?job=gone") == [])
    await web.stop()
  }

  @Test(
    "refuses what it does not understand, by a problem that says what to do",
    arguments: [
      ("/api/v1/runs?limit=0", 400, "from 1 to 1000"), ("/api/v1/runs?limit=x", 400, "number"),
      ("/api/v1/runs?state=odd", 400, "Use queued"), ("/api/v1/runs?jobs=x", 400, "Use job"),
      ("/api/v1/runs/999", 404, "no run 999"), ("/api/v1/runs/abc", 404, "a number"),
      ("/api/v1/runs/-1", 404, "a number"), ("/api/v1/jobs/none", 404, "no job"),
      ("/api/v1/jobs/none/next", 404, "no job"), ("/api/v1/jobs/tick/next?count=9999", 400, "1000"),
      ("/api/v1/nothing", 404, "nothing at this address"), ("/api/v1/runs/", 404, "nothing"),
      ("/api/v1/runs/99999999999999999999", 404, "a number"),
      ("/api/v1/jobs/%FF%00/next", 404, "no job"),
    ]
  )
  func problems(path: String, status: Int, words: String) async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.ask(.get, path)
    #expect(answer.status == status)
    #expect(answer.headers[.contentType] == "application/problem+json")
    let problem = try answer.json
    #expect(problem["status"] as? Int == status)
    #expect((problem["detail"] as? String)?.contains(words) == true, "\(answer.text)")
    await web.stop()
  }

  @Test("names the methods of an address to who uses another") func methods() async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.ask(.delete, "/api/v1/jobs/tick")
    #expect(answer.status == 405)
    #expect(answer.headers[.allow] == "GET, HEAD")
    let head = try await web.ask(.head, "/api/v1/jobs")
    #expect(head.status == 200)
    #expect(head.body.isEmpty)
    await web.stop()
  }

  @Test("hands out a log as text, by pages and by search, and as the bytes it was")
  func logs() async throws {
    let web = try await WebHarness(Self.yaml)
    let now = web.bench.clock.now
    let broken: [UInt8] = [0x61, 0xFF, 0x1B, 0x62]
    let lines =
      (1...5).map { LogLine(source: .output, time: now, text: "line \($0)") }
      + [LogLine(source: .error, time: now, bytes: broken)]
    try await SampleHistory(store: web.store, now: now)
      .add("tick", ago: 60, seconds: 1, lines: lines)
    let page = try await web.json(.get, "/api/v1/runs/1/log?limit=2&after=1")
    let texts = (page["lines"] as? [[String: Any]])?.compactMap { $0["text"] as? String }
    #expect(texts == ["line 2", "line 3"])
    #expect(page["next"] as? Int == 3)
    let last = try await web.json(.get, "/api/v1/runs/1/log?after=5")
    let line = try #require((last["lines"] as? [[String: Any]])?.first)
    #expect(line["text"] as? String == "a\u{FFFD}\u{1B}b")
    #expect(line["source"] as? String == "error")
    #expect(last["next"] is NSNull)
    let found = try await web.json(.get, "/api/v1/runs/1/log?contains=LINE%204")
    #expect((found["lines"] as? [Any])?.count == 1)
    let raw = try await web.ask(.get, "/api/v1/runs/1/log.txt")
    #expect(raw.body == Array("line 1\nline 2\nline 3\nline 4\nline 5\n".utf8) + broken + [0x0A])
    #expect(raw.headers[.contentDisposition]?.hasPrefix("attachment") == true)
    #expect(raw.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
    await web.stop()
  }

  @Test("sends an artifact as a download, and no file outside the run's directory")
  func artifacts() async throws {
    let web = try await WebHarness(Self.yaml)
    try await SampleHistory(store: web.store, now: web.bench.clock.now)
      .add("tick", ago: 60, seconds: 1)
    let directory = web.data.appending("runs").appending("1")
    let files = FileManager.default
    try files.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
    try files.createDirectory(
      atPath: directory.string + "-other",
      withIntermediateDirectories: true
    )
    let page = directory.appending("report.html")
    let outside = web.data.appending("secret")
    let other = FilePath(directory.string + "-other").appending("secret")
    for file in [page, outside, other] {
      try Data("<script>1</script>".utf8).write(to: URL(fileURLWithPath: file.string))
    }
    try files.createSymbolicLink(
      atPath: directory.appending("link").string,
      withDestinationPath: outside.string
    )
    try files.createSymbolicLink(
      atPath: directory.appending("folder").string,
      withDestinationPath: web.data.string
    )
    let paths = [
      page.string, outside.string, directory.appending("link").string,
      directory.string + "/../../secret", directory.string + "/folder/secret", other.string,
      directory.string, directory.string + "/gone", "relative",
    ]
    for path in paths {
      try await web.store.addArtifact(
        run: 1,
        name: "über \"report\".html",
        path: path,
        size: 18
      )
    }
    for index in 1...paths.count {
      for prefix in ["/api/v1", ""] {
        let answer = try await web.ask(.get, "\(prefix)/runs/1/artifacts/\(index)")
        #expect(answer.status == (index == 1 ? 200 : 404), "\(paths[index - 1])")
      }
    }
    let answer = try await web.ask(.get, "/api/v1/runs/1/artifacts/1")
    #expect(answer.text == "<script>1</script>")
    #expect(answer.headers[.contentType] == "application/octet-stream")
    #expect(
      answer.headers[.contentDisposition]
        == "attachment; filename=\"_ber _report_.html\"; "
        + "filename*=UTF-8''%C3%BCber%20%22report%22.html"
    )
    #expect(answer.headers[.contentSecurityPolicy] == SecurityHeaders.sandbox)
    await web.stop()
  }

  @Test(
    "opens pages and texts in a sandbox, and nothing else",
    arguments: [
      ("report.html", "text/html; charset=utf-8"), ("OLD.HTM", "text/html; charset=utf-8"),
      ("a.txt", "text/plain; charset=utf-8"), ("a.md", "text/plain; charset=utf-8"),
      ("a.csv", "text/plain; charset=utf-8"), ("a.json", "text/plain; charset=utf-8"),
      ("a.svg", nil), ("a.xhtml", nil), ("a.xml", nil), ("a.js", nil), ("a.pdf", nil),
      ("html", nil),
      ("a.html.gz", nil), ("a.html ", nil),
    ] as [(String, String?)]
  )
  func openedArtifacts(name: String, type: String?) async throws {
    let web = try await WebHarness(Self.yaml)
    try await SampleHistory(store: web.store, now: web.bench.clock.now)
      .add("tick", ago: 60, seconds: 1)
    let file = web.data.appending("runs").appending("1").appending("file")
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string,
      withIntermediateDirectories: true
    )
    try Data("<b>1</b>".utf8).write(to: URL(fileURLWithPath: file.string))
    try await web.store.addArtifact(run: 1, name: name, path: file.string, size: 8)
    let answer = try await web.ask(.get, "/runs/1/artifacts/1", as: .session(.viewer))
    #expect(answer.text == "<b>1</b>")
    #expect(answer.headers[.contentType] == type ?? "application/octet-stream")
    #expect((answer.headers[.contentDisposition] == nil) == (type != nil))
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.headers[.cacheControl] == "no-store")
    let policy = answer.headers[.contentSecurityPolicy] ?? ""
    let rules = Set(policy.components(separatedBy: "; "))
    #expect(rules.isSuperset(of: ["default-src 'none'", "frame-ancestors 'none'"]))
    let sandbox = type?.hasPrefix("text/html") == true ? "sandbox allow-scripts" : "sandbox"
    #expect(rules.filter { $0.hasPrefix("sandbox") } == [sandbox])
    #expect(policy.contains("unsafe-inline") == policy.contains("allow-scripts"))
    let page = try await web.ask(.get, "/runs/1").text
    #expect(page.contains("href=\"/runs/1/artifacts/1\" target=\"_blank\"") == (type != nil))
    #expect(try await web.ask(.get, "/runs/1/artifacts/1", as: .nobody).status == 401)
    await web.stop()
  }

  @Test("reads the configuration again and tells what is wrong with it") func reload() async throws
  {
    let web = try await WebHarness(Self.yaml)
    #expect(try await web.json(.post, "/api/v1/reload")["reloaded"] as? Bool == true)
    _ = try web.bench.directory.write("jobs:\n  bad: { prob: 1 }\n", to: "batteries.yaml")
    let answer = try await web.json(.post, "/api/v1/reload")
    #expect(answer["reloaded"] as? Bool == false)
    #expect((answer["problems"] as? [String])?.first?.contains("batteries.yaml:2") == true)
    #expect(try await web.ask(.get, "/").text.contains("The configuration could not be read"))
    await web.stop()
  }

  @Test("is healthy, and says its version") func health() async throws {
    let web = try await WebHarness(Self.yaml)
    let answer = try await web.ask(.get, "/healthz", as: .nobody)
    #expect(answer.text == #"{"status":"ok","version":"1.2.3"}"#)
    await web.stop()
  }

  @Test("writes metrics that a scraper can read") func metrics() async throws {
    let web = try await WebHarness(Self.yaml)
    try await SampleHistory(store: web.store, now: web.bench.clock.now)
      .add("tick", ago: 60, seconds: 2.5)
    let text = try await web.ask(.get, "/metrics", as: .token(.viewer)).text
    for line in [
      "batteries_build_info{version=\"1.2.3\"} 1", "batteries_runs{state=\"succeeded\"} 1",
      "batteries_queue_depth 0", "batteries_job_paused{job=\"tick\"} 0",
      "batteries_job_last_duration_seconds{job=\"tick\"} 2.5",
      "batteries_job_next_fire_timestamp_seconds{job=\"tick\"} 1768827600",
      "# TYPE batteries_runs gauge",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)\n\(text)")
    }
    let pattern = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.e+]+)$/
    for line in text.split(separator: "\n") {
      #expect(line.wholeMatch(of: pattern) != nil, "\(line)")
    }
    await web.stop()
  }

  @Test("every route of the API is described, and every description is a route")
  func openAPI() async throws {
    let web = try await WebHarness(Self.yaml)
    let document = try await web.json(.get, "/api/v1/openapi.json", as: .nobody)
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let described = paths.flatMap { path, methods in
      methods.keys.map { "\($0.uppercased()) \(path)" }
    }
    let served = web.server.routes.filter {
      $0.path != "/api/v1/openapi.json"
        && ($0.path.hasPrefix("/api/") || ["/metrics", "/healthz"].contains($0.path))
    }
    #expect(described.sorted() == served.map { "\($0.method) \($0.path)" }.sorted())
    let schemas = (document["components"] as? [String: [String: Any]])?["schemas"] ?? [:]
    let text = String(decoding: try await web.ask(.get, "/api/v1/openapi.json").body, as: UTF8.self)
    for match in text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/) {
      #expect(schemas[String(match.1)] != nil)
    }
    await web.stop()
  }
}
