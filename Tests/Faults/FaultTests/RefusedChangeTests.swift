import Foundation
import GRDB
import TestKit
import Testing

extension FaultTests {
  /// A trigger lets the store refuse one sort of change while it takes all others, as a disk with a
  /// few free pages does.
  @Suite("A store that refuses a change", .serialized, .timeLimit(.minutes(5)))
  struct RefusedChangeTests {
    private func refuse(_ change: String, in bench: FaultBench) throws {
      try bench.write {
        try $0.execute(
          sql: "CREATE TRIGGER fault BEFORE \(change) BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
      }
    }

    private func allow(in bench: FaultBench) throws {
      try bench.write { try $0.execute(sql: "DROP TRIGGER fault") }
    }

    @Test("makes due jobs wait, which the hub reports once")
    func slots() async throws {
      let bench = try FaultBench(
        jobs: "  quick: { on: { every: 1s }, misfire: all, run: 'sh \"$WORK\" quick' }\n"
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "a run") { !bench.traces(of: "quick").isEmpty }
      try refuse("INSERT ON run", in: bench)
      try await bench.wait(seconds: 60, "the report") {
        bench.printed.contains("The store cannot be used")
      }
      #expect(try await hub.waitForEnd(seconds: 4) == nil)
      #expect(bench.printedLines(with: "The store cannot be used") < 4)
      try allow(in: bench)
      let count = bench.traces(of: "quick").count
      try await bench.wait(seconds: 60, "runs") { bench.traces(of: "quick").count > count + 6 }
      #expect(try await bench.stop(hub) == 0)
      let audit = StoreAudit(bench: bench, jobs: [.init(name: "quick", step: 1000)])
      #expect(try audit.problems() == [])
    }

    @Test("makes what comes with each start of the hub wait, too")
    func startup() async throws {
      let bench = try FaultBench(
        jobs: "  boot: { on: { cron: \"@reboot\" }, run: 'sh \"$WORK\" quick' }\n"
      )
      let first = try bench.start()
      try await bench.wait(seconds: 60, "the first run") { bench.traces(of: "boot").count == 2 }
      #expect(try await bench.stop(first) == 0)
      try refuse("INSERT ON run", in: bench)
      let second = try bench.start()
      try await bench.wait(seconds: 60, "the report") {
        bench.printed.contains("The store cannot be used")
      }
      #expect(try await second.waitForEnd(seconds: 3) == nil)
      #expect(bench.printedLines(with: "The store cannot be used") == 1)
      try allow(in: bench)
      try await bench.wait(seconds: 20, "the second run") { bench.traces(of: "boot").count == 4 }
      #expect(try await bench.stop(second) == 0)
      #expect(try StoreAudit(bench: bench, jobs: [.init(name: "boot")]).problems() == [])
      let states = try bench.read { try String.fetchAll($0, sql: "SELECT state FROM run") }
      #expect(states == ["succeeded", "succeeded"])
    }

    @Test("interrupts a run whose log it refuses until the hub must end")
    func log() async throws {
      let bench = try FaultBench(
        jobs: "  said: { on: { every: 1s }, run: 'echo hello; sh \"$WORK\" quick' }\n",
        settings: ", shutdown: 1s"
      )
      let hub = try bench.start()
      try await bench.waitUntilReady(hub)
      try await bench.wait(seconds: 60, "a run") { !bench.traces(of: "said").isEmpty }
      try refuse("INSERT ON line", in: bench)
      try await bench.wait(seconds: 60, "the report") {
        bench.printed.contains("(1 line) cannot be stored")
      }
      let signal = ContinuousClock.now
      hub.send(SIGTERM)
      #expect(try await hub.waitForEnd(seconds: 60) == 0)
      let time = signal.duration(to: .now)
      #expect(time > .seconds(1) && time < .seconds(1.5 + 5 + 4), "\(time)")
      let unfinished = try bench.read {
        try Int64.fetchAll($0, sql: "SELECT id FROM run WHERE state = 'running'")
      }
      #expect(unfinished.count == 1)
      for run in unfinished {
        #expect(bench.printedLines(with: "The log of run \(run) (1 line) was not stored.") == 1)
        #expect(bench.printedLines(with: "The end of run \(run) was not stored") == 1)
      }
      try allow(in: bench)
      let next = try bench.start()
      try await bench.waitUntilReady(next)
      let count = bench.traces(of: "said").count
      try await bench.wait(seconds: 60, "runs") { bench.traces(of: "said").count > count + 4 }
      #expect(try await bench.stop(next) == 0)
      let audit = StoreAudit(bench: bench, jobs: [.init(name: "said", step: 1000)])
      #expect(try audit.problems() == [])
      let (interrupted, silent) = try bench.read { database in
        (
          try Int64.fetchAll(database, sql: "SELECT id FROM run WHERE state = 'interrupted'"),
          try Int64.fetchAll(
            database,
            sql: """
              SELECT id FROM run WHERE state = 'succeeded'
                AND NOT EXISTS (SELECT 1 FROM line WHERE run = id)
              """
          )
        )
      }
      #expect(interrupted == unfinished)
      #expect(silent.isEmpty)
    }
  }
}
