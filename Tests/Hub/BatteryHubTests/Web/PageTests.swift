import BatteryJobs
import Foundation
import HTTPTypes
import TestKit
import Testing

@testable import BatteryHub

@Suite("Pages", .timeLimit(.minutes(5))) struct PageTests {
  private static let yaml = """
      nightly:
        on: { schedule: "daily at 02:00", timezone: Europe/Berlin }
        probe: { key: page-nothing }
      hand: { probe: { key: page-nothing } }

    """

  private func tick(
    _ state: RunState,
    seconds: Int64 = 1,
    warnings: Bool = false
  ) -> JobHistory.Tick {
    JobHistory.Tick(
      run: 1,
      state: state,
      startedAt: 1000,
      finishedAt: 1000 + seconds * 1000,
      hasWarnings: warnings
    )
  }

  private func text(_ write: (inout HTMLWriter) -> Void) -> String {
    var html = HTMLWriter()
    write(&html)
    return String(decoding: html.bytes, as: UTF8.self)
  }

  @Test("draws the latest runs as one path for each sort, the newest at the right") func strip() {
    let ticks = [tick(.failed), tick(.succeeded), tick(.succeeded, warnings: true), tick(.skipped)]
    let svg = text { RunStrip(ticks: ticks).write(to: &$0) }
    #expect(svg.contains("aria-label=\"Latest 4 runs: 2 succeeded, 1 failed, 1 skipped\""))
    #expect(svg.contains("<path class=\"t-fail\" d=\"M203 0h5v20h-5z\"/>"))
    #expect(svg.contains("<path class=\"t-ok\" d=\"M196 6h5v14h-5z\"/>"))
    #expect(svg.contains("<path class=\"t-skip\" d=\"M182 14h5v6h-5z\"/>"))
    #expect(svg.components(separatedBy: "<path").count == 6)
    #expect(text { RunStrip(ticks: []).write(to: &$0) }.contains("No runs yet"))
  }

  @Test("takes the median of the successful runs as the usual") func usual() {
    let ticks = [3, 1, 2].map { tick(.succeeded, seconds: $0) } + [tick(.failed, seconds: 99)]
    #expect(JobStatistics(ticks).usualSeconds == 2)
    #expect(JobStatistics(Array(ticks.dropLast(2))).usualSeconds == 2)
    #expect(JobStatistics([]).usualSeconds == nil)
    let failures = [tick(.skipped), tick(.failed), tick(.interrupted), tick(.succeeded)]
    #expect(JobStatistics(failures).failuresInARow == 2)
  }

  @Test("shows a viewer everything and no buttons") func viewer() async throws {
    let web = try await WebHarness(Self.yaml)
    let history = SampleHistory(store: web.store, now: web.bench.clock.now)
    try await history.add("nightly", ago: 60, seconds: 2, state: .failed, reason: "It broke.")
    for path in ["/", "/jobs/nightly", "/runs/1"] {
      let seen = try await web.ask(.get, path, as: .session(.viewer)).text
      #expect(seen.contains("It broke."), "\(path)")
      #expect(!seen.contains("/run\"") && !seen.contains("/pause"), "\(path)")
      let acted = try await web.ask(.get, path, as: .session(.operator)).text
      #expect(acted.contains("/jobs/nightly/run\""), "\(path)")
    }
    await web.stop()
  }

  @Test("filters jobs without a script") func filter() async throws {
    let web = try await WebHarness(Self.yaml)
    let page = try await web.ask(.get, "/?q=NIGHT").text
    #expect(page.contains("id=\"job-nightly\"") && !page.contains("id=\"job-hand\""))
    #expect(page.contains("value=\"NIGHT\""))
    #expect(try await web.ask(.get, "/?q=zzz").text.contains("No job fits this filter."))
    await web.stop()
  }

  @Test("the buttons do what they say and lead back to a page") func buttons() async throws {
    let web = try await WebHarness(Self.yaml)
    func press(_ path: String) async throws -> String? {
      let answer = try await web.ask(
        .post,
        path,
        as: .session(.operator),
        headers: ["sec-fetch-site": "same-origin"]
      )
      #expect(answer.status == 303)
      return answer.headers[.location]
    }
    #expect(try await press("/jobs/hand/run") == "/runs/1")
    #expect(try await press("/jobs/hand/pause?from=list") == "/")
    #expect(try await web.hub.job("hand").isPaused)
    #expect(try await press("/jobs/hand/resume") == "/jobs/hand")
    #expect(try await web.hub.job("hand").isPaused == false)
    await web.stop()
  }

  @Test("shows steps, their tables and warnings, attempts and files of a run") func run()
    async throws
  {
    let web = try await WebHarness(Self.yaml)
    let now = web.bench.clock.now
    try await SampleHistory(store: web.store, now: now).add("hand", ago: 60, seconds: 2)
    let table = ReportTable(
      columns: [.init("Path"), .init("Size", .trailing)],
      rows: [["/<var>", "12 MB"]]
    )
    let step = StepRecord(
      attempt: 1,
      index: 0,
      kind: "disk",
      title: "/var",
      state: .succeeded,
      startedAt: now,
      finishedAt: now.addingTimeInterval(1.5),
      exitStatus: nil,
      summary: "12 MB in 3 files",
      warnings: ["1 directory could not be read"],
      table: table
    )
    try await web.store.save(steps: [step], run: 1)
    try await web.store.addArtifact(run: 1, name: "report.csv", path: "/tmp/x", size: 1234)
    let page = try await web.ask(.get, "/runs/1").text
    for part in [
      "<td>/&lt;var&gt;</td><td class=\"num\">12 MB</td>", "12 MB in 3 files",
      "1 directory could not be read", "report.csv</a><span class=\"muted\"> 1.2 kB</span>",
      "succeeded with warnings", ">1.5 s<",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    await web.stop()
  }

  @Test("pages through old runs and long logs without a script") func paging() async throws {
    let web = try await WebHarness(Self.yaml)
    let now = web.bench.clock.now
    let history = SampleHistory(store: web.store, now: now)
    let lines = (1...1500).map { LogLine(source: .output, time: now, text: "line \($0)") }
    try await history.add("hand", ago: 9000, seconds: 1, lines: lines)
    for index in 2...60 { try await history.add("hand", ago: 9000 - Double(index), seconds: 1) }
    let runs = try await web.ask(.get, "/runs?job=hand&state=succeeded").text
    #expect(runs.contains("href=\"/runs?job=hand&amp;state=succeeded&amp;before=11\">Older"))
    let older = try await web.ask(.get, "/runs?job=hand&before=11").text
    #expect(older.contains("id=\"run-10\"") && !older.contains("id=\"run-11\""))
    let latest = try await web.ask(.get, "/runs/1").text
    #expect(latest.contains("id=\"L1500\"") && !latest.contains("id=\"L500\""))
    let start = try await web.ask(.get, "/runs/1?after=0").text
    #expect(start.contains("id=\"L1\"") && start.contains("after=1000#log-card\">Later lines"))
    let found = try await web.ask(.get, "/runs/1?search=LINE%20777").text
    #expect(found.contains("1 line with “LINE 777”.") && found.contains("id=\"L777\""))
    #expect(!found.contains("id=\"L778\""))
    await web.stop()
  }
}
