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

    private func bench(_ disk: SmallDisk) throws -> FaultBench {
      try FaultBench(
        jobs: Self.yaml,
        settings: ", shutdown: 10s",
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
    private func fillUntilPaused(_ bench: FaultBench, _ disk: SmallDisk) async throws {
      var last = (count: -1, time: ContinuousClock.now)
      try await bench.wait(seconds: 120, "a pause") {
        try disk.fill()
        let count = starts(bench)
        if count != last.count { last = (count, .now) }
        return last.time.duration(to: .now) > .seconds(3)
      }
      #expect(bench.printed.contains("the disk is full"), "\(bench.printed.suffix(1000))")
    }

    /// The store is whole, and so is the log of each run that succeeded.
    private func check(_ bench: FaultBench) throws {
      try bench.copyStore()
      let problems = try StoreAudit(bench: bench, jobs: Self.jobs).problems()
      #expect(problems.isEmpty, "\(problems.prefix(50).joined(separator: "\n"))")
      let (logs, failed) = try bench.read { database in
        (
          try Row.fetchAll(
            database,
            sql: """
              SELECT id, count(number), count(DISTINCT bytes) FROM run LEFT JOIN line ON run = id
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
      print("full disk: \(try StoreAudit(bench: bench, jobs: Self.jobs).counts())")
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
  }
}
