import Foundation
import GRDB
import SystemPackage
import Testing

extension FaultTests {
  @Suite(
    "A full disk",
    .serialized,
    .timeLimit(.minutes(10)),
    .enabled(if: FaultSettings.mayMount, "needs to be root, with unshare, to mount a small disk")
  )
  struct FullDiskTests {
    private static let yaml = """
        quick: { on: { every: 1s }, overlap: parallel, run: 'sh "$WORK" quick' }
        line: { on: { every: 1s }, overlap: queue, misfire: all, run: 'sh "$WORK" wait 0.3' }
        noisy: { on: { every: 1s }, run: 'sh "$WORK" noisy' }
        steps:
          on: { every: 2s }
          steps:
            - { name: first, run: sleep 0.1 }
            - { name: second, run: 'sh "$WORK" quick' }
        follower: { on: { after: quick }, overlap: parallel, run: 'sh "$WORK" quick' }

      """

    private static let jobs: [StoreAudit.Job] = [
      .init(name: "quick", step: 1000), .init(name: "line", step: 1000),
      .init(name: "noisy", step: 1000), .init(name: "steps", step: 2000),
      .init(name: "follower", after: ("quick", ["succeeded"])),
    ]

    /// Jobs that are at work when the hub is told to stop.
    private static let endless = """
        long: { on: { every: 1s }, rerun: true, run: 'sh "$WORK" wait 600' }
        once: { on: { every: 1s }, run: 'sh "$WORK" wait 600' }

      """

    private func bench(
      _ disk: SmallDisk,
      more: String = "",
      shutdown: String = "10s"
    ) throws -> FaultBench {
      try FaultBench(
        jobs: Self.yaml + more,
        settings: ", shutdown: \(shutdown)",
        data: disk.path.appending("data"),
        prefix: disk.prefix,
        root: disk.root
      )
    }

    private func starts(_ bench: FaultBench) -> Int {
      Self.jobs.reduce(0) { count, job in
        count + bench.traces(of: job.name).filter { $0.first == "start" }.count
      }
    }

    /// Fills the disk until nothing has been started for three seconds.
    private func fillUntilPaused(_ bench: FaultBench, by fill: () throws -> Void) async throws {
      var last = (count: -1, time: ContinuousClock.now)
      try await bench.wait(seconds: 120, "a pause") {
        try fill()
        let count = starts(bench)
        if count != last.count { last = (count, .now) }
        return last.time.duration(to: .now) > .seconds(3)
      }
    }

    private func fillUntilPaused(_ bench: FaultBench, _ disk: SmallDisk) async throws {
      let before = bench.printedLines(with: "The store cannot be used")
      try await fillUntilPaused(bench) { try disk.fill() }
      #expect(bench.printed.contains("the disk is full"), "\(bench.printed.suffix(1000))")
      // The last pages may come and go a few times.
      #expect(bench.printedLines(with: "The store cannot be used") - before < 20)
    }

    /// The store is whole, and so is the log of each run that succeeded.
    private func check(_ bench: FaultBench, more: [StoreAudit.Job] = []) throws {
      try bench.copyStore()
      let audit = StoreAudit(bench: bench, jobs: Self.jobs + more)
      let problems = try audit.problems()
      #expect(problems.isEmpty, "\(problems.prefix(50).joined(separator: "\n"))")
      let (logs, failed) = try bench.read { database in
        (
          try Row.fetchAll(
            database,
            sql: """
              SELECT id, count(number), count(DISTINCT bytes) FROM run
              LEFT JOIN line ON run = id AND source = 1
              WHERE job = 'noisy' AND state = 'succeeded' GROUP BY id
              """
          ),
          try String.fetchAll(
            database,
            sql: "SELECT job || ': ' || reason FROM run WHERE state = 'failed'"
          )
        )
      }
      for row in logs { #expect(row[1] == 3000 && row[2] == 3000, "run \(row[0] as Int64)") }
      #expect(failed.isEmpty, "\(failed)")
      print("full disk: \(try audit.counts())")
    }

    @Test("makes runs wait; once there is space they go on by themselves, and no slot is lost")
    func goesOn() async throws {
      let disk = try await SmallDisk(megabytes: 24)
      let bench = try bench(disk)
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "the first runs") { starts(bench) > 10 }
      for _ in 1...2 {
        try await fillUntilPaused(bench, disk)
        #expect(hub.exitStatus == nil)
        let paused = starts(bench)
        try disk.free()
        try await bench.wait(seconds: 120, "runs after the pause") { starts(bench) > paused + 10 }
      }
      #expect(try await bench.stop(hub) == 0)
      try check(bench)
    }

    @Test("does not keep the hub from being stopped, and the next start puts all in order")
    func stopsWhileFull() async throws {
      let disk = try await SmallDisk(megabytes: 24)
      let bench = try bench(disk)
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "the first runs") { starts(bench) > 10 }
      try await fillUntilPaused(bench, disk)
      // The first asks for what cannot be done now; the second is immediate.
      hub.send(SIGTERM)
      #expect(try await hub.waitForEnd(seconds: 2) == nil)
      hub.send(SIGTERM)
      #expect(try await hub.waitForEnd(seconds: 30) == 130)
      try disk.free()
      let next = try bench.start()
      try await bench.waitUntilReady(next)
      let count = starts(bench)
      try await bench.wait(seconds: 60, "runs after the start") { starts(bench) > count + 10 }
      #expect(try await bench.stop(next) == 0)
      try check(bench)
    }

    @Test("lets the hub end in its time after one signal, which says what it could not store")
    func endsWhileFull() async throws {
      let disk = try await SmallDisk(megabytes: 24)
      let bench = try bench(disk, more: Self.endless, shutdown: "3s")
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "the first runs") {
        starts(bench) > 10 && ["long", "once"].allSatisfy { !bench.traces(of: $0).isEmpty }
      }
      try await fillUntilPaused(bench, disk)
      let signal = ContinuousClock.now
      hub.send(SIGTERM)
      #expect(try await hub.waitForEnd(seconds: 60) == 0)
      let time = signal.duration(to: .now)
      // hub.shutdown and hub.grace, the pause before the last try, and what the machine takes.
      #expect(time > .seconds(3) && time < .seconds(3.5 + 5 + 4), "\(time)")

      try bench.copyStore()
      let (unfinished, identity) = try bench.read { database in
        (
          try Row.fetchAll(database, sql: "SELECT id, job FROM run WHERE state = 'running'"),
          try String.fetchOne(database, sql: "SELECT value FROM property WHERE name = 'identity'")
        )
      }
      let left = Machine.processes(withEnvironment: "BATTERIES_MARK=\(try #require(identity))/")
      #expect(left.isEmpty, "processes are left: \(left)")
      #expect(Set(unfinished.map { $0["job"] as String }).isSuperset(of: ["long", "once"]))
      for row in unfinished {
        let line = "The end of run \(row["id"] as Int64) was not stored"
        #expect(bench.printedLines(with: line) == 1, "\(line)")
      }
      #expect(bench.printedLines(with: "was not stored") >= unfinished.count)
      print("full disk: ended \(time) after the signal, \(unfinished.count) ends not stored")

      // What cannot be put in order is left as it is.
      let refused = try bench.start()
      #expect(try await refused.waitForEnd(seconds: 60) == 74, "\(bench.printed.suffix(1000))")
      try disk.free()
      let next = try bench.start()
      try await bench.waitUntilReady(next)
      try await bench.wait(seconds: 60, "the run that starts again") {
        bench.traces(of: "long").contains { $0.first == "start" && $0.last == "2" }
      }
      #expect(try await bench.stop(next) == 0)
      try check(
        bench,
        more: [.init(name: "long", step: 1000, reruns: true), .init(name: "once", step: 1000)]
      )
      for row in unfinished {
        let states = try bench.read {
          try String.fetchAll(
            $0,
            sql: "SELECT state FROM attempt WHERE run = ? ORDER BY number",
            arguments: [row["id"] as Int64]
          )
        }
        let isLong = row["job"] == "long"
        #expect(states == (isLong ? ["interrupted", "interrupted"] : ["interrupted"]), "\(row)")
      }
    }

    @Test("is reported once by a hub that starts on it, which commands reach when there is space")
    func startsWhileFull() async throws {
      let disk = try await SmallDisk(megabytes: 24)
      let bench = try FaultBench(
        jobs: "  yearly: { on: { cron: \"@yearly\" }, run: echo }\n",
        data: disk.path.appending("data"),
        prefix: disk.prefix,
        root: disk.root
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      // A start that has anything to put in order is refused.
      try await bench.wait(seconds: 60, "the job in the store") {
        try bench.copyStore()
        let jobs = try? bench.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM job") }
        return jobs == 1
      }
      // What it leaves lets the next one open the store without a free page.
      hub.send(SIGKILL)
      #expect(hub.waitBlocking() == 128 + SIGKILL)
      try disk.fill()
      let next = try bench.start()
      let report = "The command line cannot reach this hub yet"
      try await bench.wait(seconds: 60, "the report") { bench.printed.contains(report) }
      #expect(try await next.waitForEnd(seconds: 5) == nil)
      #expect(bench.printedLines(with: "the disk is full") == 1, "\(bench.printed.suffix(1000))")
      try disk.free()
      try await bench.waitUntilReady(next)
      #expect(try await bench.stop(next) == 0)
    }

    @Test("lets a run wait whose directory cannot be made, and it succeeds once there is space")
    func directoryCannotBeMade() async throws {
      let disk = try await SmallDisk(megabytes: 64, files: 400)
      let bench = try bench(disk)
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "the first runs") { starts(bench) > 5 }
      try disk.fillWithFiles()
      let full = Date()
      try await fillUntilPaused(bench) { try disk.fillWithFiles() }
      #expect(hub.exitStatus == nil)
      let freed = Date()
      try disk.free()
      let count = starts(bench)
      try await bench.wait(seconds: 120, "runs after the pause") { starts(bench) > count + 10 }
      #expect(try await bench.stop(hub) == 0)
      try check(bench)
      #expect(!bench.printed.contains("The store cannot be used"))
      let waited = try bench.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT id, run.state, number, (
              SELECT count(*) FROM line WHERE run = id AND source = 0
                AND CAST(bytes AS TEXT) LIKE 'The run''s directory % cannot be made: %') AS notes
            FROM run JOIN attempt ON attempt.run = id
            WHERE attempt.startedAt > ? AND attempt.startedAt < ? AND attempt.finishedAt > ?
            """,
          arguments: StatementArguments(
            [full, freed, freed].map { Int64($0.timeIntervalSince1970 * 1000) }
          )
        )
      }
      #expect(waited.count >= 3)
      for row in waited {
        #expect(row["state"] as String == "succeeded", "\(row)")
        #expect(row["number"] as Int == 1, "\(row)")
        #expect(row["notes"] as Int == 1, "\(row)")
      }
      print("full disk: \(waited.count) runs waited for their directories")
    }
  }
}
