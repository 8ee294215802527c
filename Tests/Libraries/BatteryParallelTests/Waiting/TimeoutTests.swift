import BatteryParallel
import Testing

@Suite("Timeout", .timeLimit(.minutes(5))) struct TimeoutTests {
  private let clock = ManualClock()

  @Test("returns what the work returns or throws in time, and leaves no alarm behind")
  func inTime() async throws {
    #expect(try await withTimeout(.seconds(1), clock: clock) { 7 } == 7)
    await #expect(throws: Mishap()) {
      try await withTimeout(.seconds(1), clock: clock) { throw Mishap() }
    }
    #expect(clock.sleepers == 0)
  }

  @Test("cancels the work when the time is over, and waits for its end")
  func tooLate() async throws {
    let (never, hasEnded) = (AsyncEvent(), Shared(false))
    let task = Task {
      try await withTimeout(.seconds(5), clock: clock) {
        defer { hasEnded.change { $0 = true } }
        try await never.wait()
      }
    }
    await clock.untilSleeping()
    await until { never.waiting == 1 }
    clock.advance(by: .seconds(4))
    #expect(never.waiting == 1)
    clock.advance(by: .seconds(1))
    await #expect(throws: TimeoutError(limit: .seconds(5))) { try await task.value }
    #expect(hasEnded.value)
  }

  @Test("waits for work that does not notice, and throws nonetheless")
  func deafWork() async throws {
    let (go, noticed) = (AsyncEvent(), Shared(false))
    let task = Task {
      try await withTimeout(.seconds(5), clock: clock) {
        await withTaskCancellationHandler {
          await Task { try? await go.wait() }.value
        } onCancel: {
          noticed.change { $0 = true }
        }
      }
    }
    await clock.untilSleeping()
    clock.advance(by: .seconds(5))
    await until { noticed.value }
    go.set()
    await #expect(throws: TimeoutError.self) { try await task.value }
  }

  @Test("passes the cancellation of its task on")
  func cancellation() async throws {
    let never = AsyncEvent()
    let task = Task {
      try await withTimeout(.seconds(5), clock: clock) { try await never.wait() }
    }
    await until { never.waiting == 1 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.sleepers == 0)
  }
}
