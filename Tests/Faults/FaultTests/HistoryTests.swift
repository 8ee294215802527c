import BatteryJobs
import Foundation
import GRDB
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

extension FaultTests {
  /// Ten thousand runs of history: what is asked of them uses an index, and they can be trimmed.
  @Suite("A long history", .timeLimit(.minutes(5))) struct HistoryTests {
    private static let start = Date(timeIntervalSince1970: 1_768_824_000)
    private let directory: TemporaryDirectory
    private let store: SQLiteStore

    /// Makes 10,000 finished runs of ten jobs, a minute apart, with a line each, and five that wait.
    init() async throws {
      directory = try TemporaryDirectory()
      store = try SQLiteStore(directory.path.appending("hub.sqlite"))
      for job in 0..<10 {
        try await store.setSchedule(
          job: "job-\(job)",
          fingerprint: "x",
          nextFire: Self.start.addingTimeInterval(60_000),
          formerName: nil
        )
      }
      let start = Self.start.milliseconds
      try await store.write { database in
        try database.execute(
          sql: """
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
            INSERT INTO run (job, state, trigger, slot, createdAt, readyAt, startedAt, finishedAt)
            SELECT 'job-' || (i % 10), CASE i % 7 WHEN 0 THEN 'failed' ELSE 'succeeded' END,
              'schedule', ?1 + i / 10 * 60000, ?1 + i / 10 * 60000, ?1 + i / 10 * 60000,
              ?1 + i / 10 * 60000, ?1 + i / 10 * 60000 + 500
            FROM n
            """,
          arguments: [start]
        )
        try database.execute(
          sql: """
            INSERT INTO line (run, number, attempt, source, time, bytes)
            SELECT id, 1, 1, 1, startedAt, x'00ff' FROM run
            """
        )
        try database.execute(
          sql: """
            INSERT INTO run (job, state, trigger, createdAt, readyAt)
            SELECT job, 'queued', 'manual', createdAt, readyAt FROM run LIMIT 5
            """
        )
      }
    }

    /// The plans of all statements that something runs, by statement.
    private func plans(
      _ body: () async throws -> Void
    ) async throws -> [(sql: String, plan: String)] {
      let seen = Statements()
      // Statements are told by the connection that runs them; one after the other they use the
      // same reader.
      try await store.pool.read { $0.trace { event in seen.note(event.expandedDescription) } }
      try await store.pool.writeWithoutTransaction {
        $0.trace { event in seen.note(event.expandedDescription) }
      }
      try await body()
      try await store.pool.read { $0.trace() }
      try await store.pool.writeWithoutTransaction { $0.trace() }
      var plans: [(sql: String, plan: String)] = []
      for sql in seen.all {
        let rows = try await store.pool.read { database in
          try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql)").map {
            $0["detail"] as String
          }
        }
        plans.append((sql, rows.joined(separator: "\n")))
      }
      return plans
    }

    @Test("is asked through indexes, and never sorted or read in whole")
    func usesIndexes() async throws {
      let now = Self.start.addingTimeInterval(1_000_000)
      let plans = try await plans {
        _ = try await store.run(5000)
        _ = try await store.runs(RunFilter(limit: 50))
        _ = try await store.runs(RunFilter(before: 5000, limit: 50))
        _ = try await store.runs(RunFilter(job: "job-3", limit: 50))
        _ = try await store.runs(RunFilter(job: "job-3", before: 5000, limit: 50))
        _ = try await store.runs(RunFilter(states: [.failed], limit: 50))
        _ = try await store.runs(RunFilter(job: "job-3", states: [.failed], limit: 50))
        _ = try await store.attempts(run: 5000)
        _ = try await store.steps(run: 5000)
        _ = try await store.artifacts(run: 5000)
        _ = try await store.lines(run: 5000, after: 0, limit: 100, containing: nil)
        _ = try await store.lines(run: 5000, after: 0, limit: 100, containing: "x")
        _ = try await store.lastLines(run: 5000, limit: 10)
        _ = try await store.activeRuns(job: "job-3")
        _ = try await store.abandonedRuns(owner: "me", isOnlyHub: true, now: now)
        _ = try await store.counts()
        _ = try await store.histories(depth: 30)
        _ = try await store.claim(
          limit: 2,
          only: nil,
          owner: "me",
          now: now,
          lease: .seconds(30)
        )
        _ = try await store.renewLeases(owner: "me", now: now, lease: .seconds(30))
        _ = try await store.removeRuns(job: "job-3", before: Self.start, keeping: 500)
        _ = try await store.removeLogs(job: "job-3", before: Self.start)
      }
      #expect(plans.count > 20)
      for (sql, plan) in plans {
        for line in plan.split(separator: "\n") {
          // The newest runs of all jobs come from the table's own order.
          let isNewest = sql.contains("FROM run  ORDER BY id DESC") && line == "SCAN run"
          let words = line.split(separator: " ")
          let isWhole =
            words[0] == "SCAN" && ["run", "line", "candidate", "other"].contains(words[1])
            // The index holds what waits alone, in the order in which it is claimed.
            && !line.contains("USING INDEX runQueue")
            // And this one what waits and runs at the time alone.
            && !line.contains("INDEX runActive")
          let isSorted = line.contains("TEMP B-TREE")
          #expect(!(isWhole || isSorted) || isNewest, "\(line) in \(sql)\n\(plan)")
        }
      }
    }

    @Test("is trimmed by age and by number, and the slots stay taken")
    func isTrimmed() async throws {
      // Half by age, then all but 100 by number.
      var removed = 0
      for (before, keeping) in [(Self.start.addingTimeInterval(30_000), nil), (nil, 100)] {
        for job in 0..<10 {
          var batch: [Int64] = []
          repeat {
            batch = try await store.removeRuns(job: "job-\(job)", before: before, keeping: keeping)
            removed += batch.count
          } while !batch.isEmpty
        }
        #expect(removed == (before == nil ? 10_000 - 995 : 5000))
      }
      #expect(try await store.counts().values.reduce(0, +) == 1000)
      let lines = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM line") }
      #expect(lines == 995)
      // The clock is set back to the beginning: nothing of it runs a second time.
      let slots = (0..<1000).map { number in
        RunRequest(
          job: "job-4",
          trigger: .schedule,
          slot: Self.start.addingTimeInterval(Double(number) * 60),
          readyAt: Self.start,
          createdAt: Self.start
        )
      }
      let rows = try await store.advance(
        job: "job-4",
        expected: Self.start.addingTimeInterval(60_000),
        next: nil,
        slots: slots
      )
      #expect(rows?.allSatisfy { $0.state == .skipped && $0.reason != nil } == true)
      #expect(try await store.run(1) == nil)
    }

    @Test("loses old logs while the runs stay")
    func losesLogs() async throws {
      var removed = 0
      for number in 0..<10 {
        while true {
          let count = try await store.removeLogs(
            job: "job-\(number)",
            before: Self.start.addingTimeInterval(30_000)
          )
          if count == 0 { break }
          removed += count
        }
      }
      #expect(removed == 5000)
      #expect(try await store.counts().values.reduce(0, +) == 10_005)
    }
  }
}

/// The statements that a connection has run.
private final class Statements: Sendable {
  private let state = Mutex<[String]>([])

  var all: [String] { state.withLock { $0 } }

  func note(_ sql: String) {
    let known = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"]
    guard known.contains(where: { sql.hasPrefix($0) }) else { return }
    state.withLock { if !$0.contains(sql) { $0.append(sql) } }
  }
}
