import Foundation
import GRDB
import Testing

extension FaultTests {
  /// The hub dies at chosen points, where chance seldom hits.
  @Suite("A hub that dies while it recovers", .timeLimit(.minutes(3))) struct RecoveryTests {
    private static let yaml = """
        again: { on: { every: 1s }, rerun: true, run: 'sh "$WORK" wait 600' }
        mourner: { on: { after: { again: failure } }, overlap: parallel, run: 'sh "$WORK" quick' }

      """

    @Test("loses neither the run that starts again nor the one that follows")
    func diesBetween() async throws {
      let bench = try FaultBench(jobs: Self.yaml, settings: ", shutdown: 100ms")
      let first = try bench.start()
      try await bench.waitUntilReady(first)
      try await bench.wait(seconds: 60, "a run") { !bench.traces(of: "again").isEmpty }
      first.send(SIGKILL)
      _ = first.waitBlocking()

      // The store refuses what follows the interrupted run: the recovery ends there.
      try bench.write {
        try $0.execute(
          sql: """
            CREATE TRIGGER fault BEFORE INSERT ON run
            WHEN NEW.cause IS NOT NULL AND NEW.job = 'again'
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
        bench.traces(of: "again").count >= 2 && bench.traces(of: "mourner").count >= 2
      }
      #expect(try await bench.stop(third) == 0)
      let audit = StoreAudit(
        bench: bench,
        jobs: [
          .init(name: "again", step: 1000, isRerunAtShutdown: true),
          .init(name: "mourner"),
        ]
      )
      #expect(try audit.problems() == [])
      let causes = try bench.read {
        try String.fetchAll($0, sql: "SELECT job || ': ' || cause FROM run WHERE cause <> ''")
      }
      let run = try #require(bench.traces(of: "again").first?[1])
      #expect(causes.filter { $0 == "again: run \(run) was interrupted" }.count == 1)
      #expect(causes.filter { $0 == "mourner: run \(run) of again" }.count == 1)
    }
  }
}
