import Foundation
import GRDB
import Testing

extension FaultTests {
  /// The hub dies at chosen points, where chance seldom hits.
  @Suite("A hub that dies while it recovers", .timeLimit(.minutes(3))) struct RecoveryTests {
    private static let yaml = """
        again: { on: { every: 1s }, rerun: true, run: 'sh "$WORK" wait 600' }
        once: { on: { every: 1s }, run: 'sh "$WORK" wait 600' }
        mourner: { on: { after: { once: failure } }, overlap: parallel, run: 'sh "$WORK" quick' }

      """

    @Test("loses neither the run that starts again nor the one that follows")
    func diesBetween() async throws {
      let bench = try FaultBench(jobs: Self.yaml, settings: ", shutdown: 100ms")
      let first = try bench.start()
      try await bench.waitUntilReady(first)
      try await bench.wait(seconds: 60, "two runs") {
        !bench.traces(of: "again").isEmpty && !bench.traces(of: "once").isEmpty
      }
      first.send(SIGKILL)
      _ = first.waitBlocking()

      // The store refuses what follows an interrupted run: the recovery ends there.
      try bench.write {
        try $0.execute(
          sql: """
            CREATE TRIGGER fault BEFORE INSERT ON run
            WHEN NEW.cause IS NOT NULL AND NEW.job = 'mourner'
            BEGIN SELECT RAISE(ABORT, 'the hub dies here'); END
            """
        )
      }
      let second = try bench.start()
      #expect(try await second.waitForEnd(seconds: 60) != nil)
      try bench.write { try $0.execute(sql: "DROP TRIGGER fault") }

      let third = try bench.start()
      try await bench.waitUntilReady(third)
      try await bench.wait(seconds: 60, "what follows") {
        bench.traces(of: "again").count >= 2 && !bench.traces(of: "mourner").isEmpty
      }
      #expect(try await bench.stop(third) == 0)
      let audit = StoreAudit(
        bench: bench,
        jobs: [
          .init(name: "again", step: 1000, reruns: true), .init(name: "once", step: 1000),
          .init(name: "mourner"),
        ]
      )
      #expect(try audit.problems() == [])
      let causes = try bench.read {
        try String.fetchAll($0, sql: "SELECT cause FROM run WHERE job = 'mourner'")
      }
      let interrupted = try #require(bench.traces(of: "once").first?[1])
      #expect(causes.filter { $0 == "run \(interrupted) of once" }.count == 1)
      // It is the same run, which keeps its fire time.
      let attempts = bench.traces(of: "again").prefix(2).map { $0[1...2].joined(separator: "/") }
      let run = try #require(bench.traces(of: "again").first?[1])
      #expect(attempts == ["\(run)/1", "\(run)/2"])
    }

    @Test("starts a run no more that was there three times when it died, and goes on after it")
    func thirdInterruption() async throws {
      let time = Date(timeIntervalSinceNow: 3).formatted(.iso8601)
      let bench = try FaultBench(
        jobs: """
            deadly:
              on: { at: "\(time)" }
              misfire: all
              rerun: true
              run: 'sh "$WORK" wait 600'
            mourner: { on: { after: { deadly: failure } }, run: 'sh "$WORK" quick' }

          """,
        settings: ", shutdown: 100ms"
      )
      for number in 1...3 {
        let hub = try bench.start()
        try await bench.wait(seconds: 60, "attempt \(number)") {
          bench.traces(of: "deadly").count == number
        }
        #expect(bench.traces(of: "mourner").isEmpty)
        hub.send(SIGKILL)
        #expect(hub.waitBlocking() == 128 + SIGKILL)
      }
      // Neither the start after the third death nor a later one brings it back.
      for _ in 1...2 {
        let hub = try bench.start()
        try await bench.waitUntilReady(hub)
        try await bench.wait(seconds: 60, "what follows") {
          bench.traces(of: "mourner").contains { $0.first == "done" }
        }
        #expect(try await hub.waitForEnd(seconds: 2) == nil)
        #expect(try await bench.stop(hub) == 0)
      }
      let attempts = bench.traces(of: "deadly").map { $0.joined(separator: " ") }
      let run = String(try #require(bench.traces(of: "deadly").first?[1]))
      #expect(attempts == (1...3).map { "start \(run) \($0)" })
      let (state, states) = try bench.read { database in
        (
          try String.fetchOne(database, sql: "SELECT state FROM run WHERE job = 'deadly'"),
          try String.fetchAll(
            database,
            sql: "SELECT state FROM attempt WHERE run = ?",
            arguments: [run]
          )
        )
      }
      #expect(state == "interrupted")
      #expect(states == ["interrupted", "interrupted", "interrupted"])
      #expect(
        bench.printedLines(with: "Run \(run) of deadly was interrupted and starts again.") == 2
      )
      #expect(bench.printedLines(with: "Run \(run) of deadly was interrupted.") == 1)
      let audit = StoreAudit(
        bench: bench,
        jobs: [
          .init(name: "deadly", reruns: true),
          .init(name: "mourner", after: ("deadly", ["interrupted"])),
        ]
      )
      #expect(try audit.problems() == [])
    }
  }
}
