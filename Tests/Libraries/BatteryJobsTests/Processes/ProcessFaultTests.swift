import BatteryJobs
import Foundation
import TestKit
import Testing

/// Programs that do not end as they should.
@Suite("Processes that misbehave", .timeLimit(.minutes(5))) struct ProcessFaultTests {
  let directory: TemporaryDirectory
  let recorder = LineRecorder()
  let mark = "test-\(UUID().uuidString)"

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test(
    "ends everything when the run is cancelled",
    arguments: [
      "echo ready; sleep 1000",
      "trap '' TERM; echo ready; while :; do sleep 1000; done",
      "sh -c 'sh -c \"sleep 1000 & sleep 1000 & echo ready; wait\" & wait' & wait",
      "setsid sh -c 'trap \"\" TERM; echo ready; while :; do sleep 1000; done' & wait",
      "(setsid sh -c 'sleep 1000 & echo ready; wait' &) ; sleep 1000",
      "env -i setsid sleep 1000 & echo ready; wait",
      "set -m; sleep 1000 & sleep 1000 & echo ready; wait",
      "echo ready; kill -STOP $$",
    ]
  )
  func cancelled(_ command: String) async throws {
    let run = Task { try await start(command, grace: TimeSpan(milliseconds: 100)) }
    await recorder.wait(for: "ready")
    #expect(!ProcessTree.members(mark: mark).isEmpty)
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(ProcessTree.members(mark: mark).isEmpty)
  }

  @Test("lets a cancelled program clean up within the grace, and shows what it prints")
  func cleanUp() async throws {
    let command = "trap 'echo cleaning; exit 0' TERM; echo ready; sleep 1000 & wait"
    let run = Task { try await start(command, grace: .seconds(30)) }
    await recorder.wait(for: "ready")
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(recorder.texts == ["ready", "cleaning"])
  }

  @Test("kills no sooner than the grace is over by the injected clock")
  func graceOfClock() async throws {
    let clock = ManualTimeSource()
    let command = "trap 'echo no' TERM; echo ready; while :; do sleep 0.01; done"
    let run = Task { try await start(command, grace: .hours(1), clock: clock) }
    await recorder.wait(for: "ready")
    run.cancel()
    await recorder.wait(for: "no")
    clock.advance(by: .seconds(3599))
    #expect(!ProcessTree.members(mark: mark).isEmpty)
    clock.advance(by: .seconds(1))
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(ProcessTree.members(mark: mark).isEmpty)
  }

  @Test("is not held up by a program in the background that keeps the output open")
  func heldPipe() async throws {
    let outcome = try await start("sleep 1000 & echo done", grace: TimeSpan(milliseconds: 100))
    #expect(outcome.status == .exited(0))
    #expect(recorder.texts == ["done"])
    #expect(ProcessTree.members(mark: mark).isEmpty)
  }

  @Test("is not held up by a program in another session that keeps the output open")
  func heldPipeElsewhere() async throws {
    let outcome = try await start(
      "setsid sleep 1000 & echo done",
      grace: TimeSpan(milliseconds: 100)
    )
    #expect(outcome.status == .exited(0))
    // What left the session on purpose outlives the run, as with every shell.
    #expect(ProcessTree.members(mark: mark).count == 1)
    await ProcessTree.end(mark: mark, grace: .zero, clock: SystemTimeSource())
    #expect(ProcessTree.members(mark: mark).isEmpty)
  }

  @Test("waits for what a program in the background still prints")
  func lateOutput() async throws {
    let outcome = try await start("(sleep 0.1; echo late) & echo early", grace: .seconds(30))
    #expect(outcome.status == .exited(0))
    #expect(recorder.texts == ["early", "late"])
  }

  @Test("ends what is left in the group even when it keeps no output open")
  func silentLeftover() async throws {
    let command = "sleep 1000 >/dev/null 2>&1 & echo done"
    let outcome = try await start(command, grace: TimeSpan(milliseconds: 50))
    #expect(outcome.status == .exited(0))
    #expect(ProcessTree.members(mark: mark).isEmpty)
  }

  @Test("starts nothing when the task is cancelled already")
  func cancelledBefore() async throws {
    let run = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await start("echo started", grace: .zero)
    }
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(recorder.lines.isEmpty)
  }

  private func start(
    _ command: String,
    grace: TimeSpan,
    clock: any TimeSource = SystemTimeSource()
  ) async throws -> ProcessOutcome {
    let request = ProcessRequest(
      .shell(command),
      environment: ["PATH": "/usr/bin:/bin"],
      directory: directory.path,
      grace: grace,
      mark: mark
    )
    return try await ProcessRunner.run(request, clock: clock) { [recorder] in recorder.take($0) }
  }
}
