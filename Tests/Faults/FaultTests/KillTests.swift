import Foundation
import GRDB
import Testing

extension FaultTests {
  /// The hub is killed, without warning, while jobs of all sorts run, and started again at once.
  @Suite("A killed hub", .serialized, .timeLimit(.minutes(60))) struct KillTests {
    private static let yaml = """
        quick: { on: { every: 1s }, run: 'sh "$WORK" quick' }
        slow: { on: { every: 1s }, misfire: skip, run: 'sh "$WORK" wait 2.5' }
        line: { on: { every: 1s }, overlap: queue, misfire: all, run: 'sh "$WORK" wait 0.5' }
        beside: { on: { every: 1s }, overlap: parallel, run: 'sh "$WORK" wait 1.8' }
        newest: { on: { every: 2s }, overlap: replace, run: 'sh "$WORK" wait 3' }
        exact: { on: { cron: "* * * * * *" }, overlap: parallel, run: 'sh "$WORK" quick' }
        tree: { on: { every: 2s }, run: 'sh "$WORK" tree' }
        escape: { on: { every: 2s }, run: 'sh "$WORK" escape' }
        stubborn: { on: { every: 3s }, run: 'sh "$WORK" stubborn' }
        retry:
          { on: { every: 1s }, overlap: queue, retry: { attempts: 3, backoff: 100ms },
            run: 'sh "$WORK" retry' }
        again: { on: { every: 1s }, rerun: true, overlap: queue, run: 'sh "$WORK" wait 0.8' }
        steps:
          on: { every: 2s }
          steps:
            - { name: first, run: sleep 0.3 }
            - { name: second, run: 'sh "$WORK" wait 0.3' }
        chatty: { on: { every: 1s }, run: 'sh "$WORK" chatty' }
        follower: { on: { after: quick }, overlap: queue, run: 'sh "$WORK" quick' }
        mourner: { on: { after: { slow: always } }, overlap: queue, run: 'sh "$WORK" quick' }
        needy: { on: { every: 2s }, needs: slow, run: 'sh "$WORK" quick' }

      """

    private static let jobs: [StoreAudit.Job] = [
      .init(name: "quick", step: 1000), .init(name: "slow", step: 1000),
      .init(name: "line", step: 1000), .init(name: "beside", step: 1000),
      .init(name: "newest", step: 2000), .init(name: "exact", step: 1000),
      .init(name: "tree", step: 2000), .init(name: "escape", step: 2000),
      .init(name: "stubborn", step: 3000), .init(name: "retry", step: 1000),
      .init(name: "again", step: 1000, reruns: true), .init(name: "steps", step: 2000),
      .init(name: "chatty", step: 1000), .init(name: "needy", step: 2000),
      .init(name: "follower", after: ("quick", ["succeeded"])),
      .init(
        name: "mourner",
        after: ("slow", ["succeeded", "failed", "cancelled", "interrupted"])
      ),
    ]

    @Test("loses no fire time and runs none twice, wherever it was killed, and leaves no process")
    func killedAtRandom() async throws {
      let bench = try FaultBench(jobs: Self.yaml, settings: ", shutdown: 10s")
      var random = SeededRandom(seed: FaultSettings.seed)
      let watch = StallWatch()
      defer { watch.stop() }
      var kills: [(time: Date, stalled: Double)] = []
      for _ in 0..<FaultSettings.kills {
        let hub = try bench.start()
        // Three in ten die while they start and recover.
        if Double.random(in: 0..<1, using: &random) < 0.7 {
          try await bench.waitUntilReady(hub)
          try await Task.sleep(for: .seconds(Double.random(in: 0...3, using: &random)))
        } else {
          try await Task.sleep(for: .seconds(Double.random(in: 0...1.2, using: &random)))
        }
        let time = Date()
        hub.send(SIGKILL)
        #expect(hub.waitBlocking() == 128 + SIGKILL, "\(bench.printed.suffix(1000))")
        kills.append((time, watch.stalled(before: time)))
      }
      let last = try bench.start()
      try await bench.waitUntilReady(last)
      try await Task.sleep(for: .seconds(5))
      #expect(try await bench.stop(last) == 0, "\(bench.printed.suffix(1000))")

      let audit = StoreAudit(bench: bench, jobs: Self.jobs)
      let problems = try audit.problems()
      #expect(problems.isEmpty, "\(problems.prefix(50).joined(separator: "\n"))")
      let identity = try bench.read {
        try String.fetchOne($0, sql: "SELECT value FROM property WHERE name = 'identity'") ?? "?"
      }
      let left = Machine.processes(withEnvironment: "BATTERIES_MARK=\(identity)/")
      #expect(left.isEmpty, "processes are left: \(left)")

      let (lost, printed) = try LogAudit(bench: bench, job: "chatty", kills: kills.map(\.time))
        .lost()
      for line in lost {
        // What the machine itself was late with is not the hub's; three threads take part.
        let stalled = kills.first { $0.time == line.kill }?.stalled ?? 0
        #expect(
          line.age < 0.1 + 3 * stalled,
          "\(line.line) was printed \(line.age) s before the kill"
        )
      }
      let late = lost.filter { $0.age >= 0.1 }.count
      let oldest = lost.map(\.age).max() ?? 0
      print(
        "kills: \(kills.count); \(try audit.counts()); \(printed) log lines, \(lost.count) lost, "
          + "the oldest \(Int(oldest * 1000)) ms before its kill, \(late) over 100 ms; longest stall "
          + "\(Int((kills.map(\.stalled).max() ?? 0) * 1000)) ms"
      )
    }
  }
}
