import BatteryHub
import BatteryJobs
import Foundation
import GRDB
import SystemPackage
import TestKit
import Testing

@Suite("SQLite store") struct SQLiteStoreTests {
  private let directory: TemporaryDirectory
  private let store: SQLiteStore
  private let now = Date(timeIntervalSince1970: 1_768_824_000)

  init() throws {
    directory = try TemporaryDirectory()
    store = try SQLiteStore(directory.path.appending("hub.sqlite"))
  }

  private func request(
    _ job: String,
    slot: TimeInterval? = nil,
    priority: Int = 0,
    ready: TimeInterval = 0
  ) -> RunRequest {
    RunRequest(
      job: job,
      trigger: slot == nil ? .manual : .schedule,
      slot: slot.map(now.addingTimeInterval),
      priority: priority,
      readyAt: now.addingTimeInterval(ready),
      createdAt: now
    )
  }

  private func claim(_ limit: Int = 10, at time: TimeInterval = 0) async throws -> [RunRecord] {
    try await store.claim(
      limit: limit,
      only: nil,
      owner: "me",
      now: now.addingTimeInterval(time),
      lease: .seconds(30)
    ).runs
  }

  @Test("claims by priority, then by time, then in the order of the queue")
  func order() async throws {
    for (job, priority) in [("c", 0), ("a", 5), ("d", 0), ("b", 5)] {
      _ = try await store.enqueue(request(job, priority: priority))
    }
    _ = try await store.enqueue(request("later", priority: 100, ready: 60))
    #expect(try await claim().map(\.job) == ["a", "b", "c", "d"])
    #expect(try await claim(at: 60).map(\.job) == ["later"])
  }

  @Test("runs one run of a job at a time unless it may overlap, and no more than a group allows")
  func exclusion() async throws {
    for _ in 1...2 { _ = try await store.enqueue(request("single")) }
    for index in 1...3 {
      var grouped = request("grouped-\(index)")
      grouped.group = ConcurrencyGroup(name: "disk", limit: 2)
      _ = try await store.enqueue(grouped)
      var parallel = request("parallel")
      parallel.isExclusive = false
      _ = try await store.enqueue(parallel)
    }
    let first = try await claim().map(\.job).sorted()
    #expect(
      first == ["grouped-1", "grouped-2", "parallel", "parallel", "parallel", "single"]
    )
    #expect(try await claim().isEmpty)
  }

  @Test("gives a slot one row, whoever asks for it and how often")
  func slots() async throws {
    try await store.setSchedule(job: "tick", fingerprint: "x", nextFire: now, formerName: nil)
    let next = now.addingTimeInterval(60)
    let rows = try await store.advance(
      job: "tick",
      expected: now,
      next: next,
      slots: [request("tick", slot: 0)]
    )
    #expect(rows?.count == 1)
    // Another hub that saw the same fire time comes too late.
    #expect(
      try await store.advance(
        job: "tick",
        expected: now,
        next: next,
        slots: [request("tick", slot: 0)]
      ) == nil
    )
    // A clock that was set back brings a slot again that has its row.
    let again = try await store.advance(
      job: "tick",
      expected: next,
      next: next,
      slots: [request("tick", slot: 0)]
    )
    #expect(again == [])
    #expect(try await store.runs(RunFilter(job: "tick")).count == 1)
  }

  @Test("accepts no result under a fence that a newer claim has moved")
  func fences() async throws {
    _ = try await store.enqueue(request("job"))
    let run = try #require(try await claim().first)
    _ = try await store.interruptAbandoned(
      followers: [run.id: []],
      again: [],
      owner: "other",
      isOnlyHub: true,
      now: now
    )
    let end = RunEnd(
      run: run.id,
      fence: run.fence,
      attempt: 1,
      state: .succeeded,
      finishedAt: now
    )
    #expect(try await store.finish([end]).isEmpty)
    #expect(try await store.run(run.id)?.state == .interrupted)
  }

  @Test("leaves running what another hub holds a lease for")
  func leases() async throws {
    _ = try await store.enqueue(request("job"))
    let run = try #require(try await claim().first)
    let early = try await store.interruptAbandoned(
      followers: [run.id: []],
      again: [],
      owner: "other",
      isOnlyHub: false,
      now: now.addingTimeInterval(29)
    )
    #expect(early.isEmpty)
    let kept = try await store.renewLeases(
      owner: "me",
      now: now.addingTimeInterval(29),
      lease: .seconds(30)
    )
    #expect(kept.count == 1)
    let late = try await store.interruptAbandoned(
      followers: [run.id: []],
      again: [],
      owner: "other",
      isOnlyHub: false,
      now: now.addingTimeInterval(60)
    )
    #expect(late.map(\.state) == [.interrupted])
  }

  @Test("trims history by age and number and leaves the slots taken")
  func retention() async throws {
    try await store.setSchedule(job: "tick", fingerprint: "x", nextFire: now, formerName: nil)
    for slot in 0..<10 {
      let time = now.addingTimeInterval(Double(slot))
      var request = request("tick", slot: Double(slot))
      request.skipReason = "test"
      _ = try await store.advance(
        job: "tick",
        expected: time,
        next: time.addingTimeInterval(1),
        slots: [request]
      )
    }
    let removed = try await store.removeRuns(job: "tick", before: nil, keeping: 4)
    #expect(removed.count == 6)
    #expect(try await store.runs(RunFilter(job: "tick")).count == 4)
    #expect(try await store.counts()[.skipped] == 4)
    let again = try await store.advance(
      job: "tick",
      expected: now.addingTimeInterval(10),
      next: now,
      slots: [request("tick", slot: 2)]
    )
    #expect(again?.map(\.state) == [.skipped])
    #expect(again?.first?.reason?.contains("dealt with before") == true)
    #expect(
      try await store.removeRuns(
        job: "tick",
        before: now.addingTimeInterval(1),
        keeping: nil
      ).count == 5
    )
  }

  @Test("shows the latest runs of each job, newest first")
  func histories() async throws {
    for name in ["a", "b"] {
      try await store.setSchedule(job: name, fingerprint: "", nextFire: nil, formerName: nil)
      for _ in 1...5 { _ = try await store.enqueue(request(name)) }
    }
    let run = try #require(try await claim(1).first)
    _ = try await store.finish([
      RunEnd(
        run: run.id,
        fence: run.fence,
        attempt: 1,
        state: .succeeded,
        finishedAt: now.addingTimeInterval(2.5),
        warnings: 1
      )
    ])
    let histories = try await store.histories(depth: 3)
    #expect(histories.map(\.job) == ["a", "b"])
    #expect(histories.map { $0.ticks.map(\.run) } == [[5, 4, 3], [10, 9, 8]])
    let whole = try await store.histories(depth: 30)
    let first = try #require(whole[0].ticks.last)
    #expect(first.state == .succeeded && first.hasWarnings && first.seconds == 2.5)
  }

  @Test("takes a renamed job's history along")
  func rename() async throws {
    try await store.setSchedule(job: "old", fingerprint: "x", nextFire: now, formerName: nil)
    _ = try await store.enqueue(request("old"))
    _ = try await store.setPaused(true, job: "old")
    try await store.setSchedule(job: "new", fingerprint: "x", nextFire: now, formerName: "old")
    #expect(try await store.runs(RunFilter(job: "new")).count == 1)
    #expect(
      try await store.jobStates() == [
        JobState(job: "new", isPaused: true, fingerprint: "x", nextFire: now)
      ]
    )
  }

  @Test("lets a one-time credential work once, and an expired one not at all")
  func credentials() async throws {
    let link = Credential(
      hash: "h",
      purpose: .link,
      name: "first",
      role: .admin,
      createdAt: now,
      expiresAt: now.addingTimeInterval(60)
    )
    try await store.add(link)
    #expect(try await store.consume(hash: "h", purpose: .session, now: now) == nil)
    #expect(try await store.consume(hash: "h", purpose: .link, now: now) == link)
    #expect(try await store.consume(hash: "h", purpose: .link, now: now) == nil)
    try await store.add(link)
    let late = now.addingTimeInterval(61)
    #expect(try await store.credential(hash: "h", purpose: .link, now: late) == nil)
  }

  @Test("knows a message that was sent before")
  func messages() async throws {
    let until = now.addingTimeInterval(600)
    #expect(try await store.rememberMessage("m", until: until, now: now))
    #expect(try await !store.rememberMessage("m", until: until, now: now))
    #expect(
      try await store.rememberMessage("m", until: until, now: now.addingTimeInterval(601))
    )
  }

  @Test("refuses a file that is no database, and one of a newer version, and says what to do")
  func foreignFiles() throws {
    let text = try directory.write("This is no database, however long it may be.", to: "text.db")
    let damaged = #expect(throws: StoreError.self) { try SQLiteStore(text) }
    #expect(damaged?.code == .damaged)
    let newer = directory.path.appending("newer.sqlite")
    try SQLiteStore(newer).close()
    let queue = try DatabaseQueue(path: newer.string)
    try queue.write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('999-future')")
    }
    try queue.close()
    let refused = #expect(throws: StoreError.self) { try SQLiteStore(newer) }
    #expect(refused?.code == .newer)
  }

  @Test(
    "finds what it asks for by an index",
    arguments: [
      "SELECT id FROM run INDEXED BY runQueue WHERE state = 'queued' AND readyAt <= 1 ORDER BY priority DESC, readyAt, id LIMIT 1",
      "SELECT id, state, startedAt, finishedAt, warnings FROM run WHERE job = 'a' ORDER BY id DESC LIMIT 30",
      "SELECT min(readyAt) FROM run WHERE state = 'queued' AND readyAt > createdAt AND readyAt > 1",
      "SELECT 1 FROM run WHERE job = 'a' AND state = 'running' AND state IN ('queued', 'running')",
      "SELECT id FROM run INDEXED BY runActive WHERE job = 'a' AND state IN ('queued', 'running')",
      "SELECT id FROM run WHERE state = 'failed' AND state NOT IN ('queued', 'running') ORDER BY id DESC LIMIT 30",
    ]
  )
  func plans(sql: String) throws {
    let queue = try DatabaseQueue(path: directory.path.appending("hub.sqlite").string)
    let plan = try queue.read { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
    }
    #expect(plan.allSatisfy { $0.contains("USING") && $0.contains("INDEX") }, "\(plan)")
    #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
  }
}
