import BatteryParallel
import Testing

@Suite("Retry", .timeLimit(.minutes(5))) struct RetryTests {
  private let clock = ManualClock()

  @Test("tries again after longer and longer waits")
  func waits() async throws {
    let attempts = Shared([Int]())
    let backoff = Backoff(first: .seconds(1), factor: 3, limit: .seconds(5), jitter: 0)
    let task = Task {
      try await retry(attempts: 5, backoff: backoff, clock: clock) { attempt in
        attempts.change { $0.append(attempt) }
        if attempt < 4 { throw Mishap(number: attempt) }
        return attempt * 10
      }
    }
    for (attempt, wait) in zip(1..., [1, 3, 5]) {
      await clock.untilSleeping()
      #expect(attempts.value.count == attempt)
      clock.advance(by: .seconds(wait) - .nanoseconds(1))
      #expect(clock.sleepers == 1)
      clock.advance(by: .nanoseconds(1))
      await until { attempts.value.count == attempt + 1 }
    }
    #expect(try await task.value == 40)
    #expect(attempts.value == [1, 2, 3, 4])
  }

  @Test("throws what the last attempt threw")
  func lastError() async throws {
    await #expect(throws: Mishap(number: 3)) {
      try await retry(attempts: 3, backoff: .none, clock: clock) { throw Mishap(number: $0) }
    }
  }

  @Test("does not try again what will not change, nor a cancellation")
  func noRetry() async throws {
    let count = Shared(0)
    await #expect(throws: Mishap(number: 1)) {
      try await retry(backoff: .none, shouldRetry: { !($0 is Mishap) }) { attempt in
        count.change { $0 += 1 }
        throw Mishap(number: attempt)
      }
    }
    await #expect(throws: CancellationError.self) {
      try await retry(backoff: .none) { _ in
        count.change { $0 += 1 }
        throw CancellationError()
      }
    }
    #expect(count.value == 2)
  }

  @Test("ends in the middle of a wait when the task is cancelled")
  func cancellation() async throws {
    let count = Shared(0)
    let task = Task {
      try await retry(attempts: 9, clock: clock) { _ in
        count.change { $0 += 1 }
        throw Mishap()
      }
    }
    await clock.untilSleeping()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(count.value == 1)
  }

  @Test("moves waits by chance, within their bounds")
  func jitter() {
    var generator = SeededGenerator(7)
    let backoff = Backoff(first: .seconds(10), factor: 2, limit: .seconds(100), jitter: 0.25)
    var waits: Set<Duration> = []
    for _ in 0..<1000 {
      let wait = backoff.delay(afterAttempt: 2, using: &generator)
      #expect(wait >= .seconds(15) && wait <= .seconds(25))
      waits.insert(wait)
    }
    #expect(waits.count > 900)
    #expect(backoff.delay(afterAttempt: 60, using: &generator) <= .seconds(100))
    let huge = Backoff(first: .seconds(1), factor: 1e300, limit: .seconds(60), jitter: 0)
    #expect(huge.delay(afterAttempt: .max, using: &generator) == .seconds(60))
    #expect(Backoff.none.delay(afterAttempt: 50, using: &generator) == .zero)
  }
}
