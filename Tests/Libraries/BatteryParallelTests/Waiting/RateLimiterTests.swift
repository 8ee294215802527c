import BatteryParallel
import Testing

@Suite("Rate limiter", .timeLimit(.minutes(5))) struct RateLimiterTests {
  @Test("lets a burst through, then one at each interval")
  func burst() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(10, per: .seconds(1), burst: 3, clock: clock)
    for _ in 0..<3 { try await limiter.acquire() }
    #expect(!limiter.tryAcquire())
    clock.advance(by: .milliseconds(99))
    #expect(!limiter.tryAcquire())
    clock.advance(by: .milliseconds(1))
    #expect(limiter.tryAcquire())
    #expect(!limiter.tryAcquire())
    // However long the pause, no more than the burst comes of it.
    clock.advance(by: .seconds(3600))
    for _ in 0..<3 { #expect(limiter.tryAcquire()) }
    #expect(!limiter.tryAcquire())
  }

  @Test("serves those that wait in their order, at their times")
  func order() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(1, per: .seconds(1), clock: clock)
    try await limiter.acquire()
    let served = Shared([Int]())
    let tasks = (0..<4).map { number in
      Task {
        // One after the other into the line.
        await until { served.value.count >= 0 && clock.sleepers == (number == 0 ? 0 : 1) }
        try await limiter.acquire()
        served.change { $0.append(number) }
      }
    }
    for second in 1...4 {
      await clock.untilSleeping()
      #expect(served.value.count == second - 1)
      clock.advance(by: .seconds(1))
      await until { served.value.count == second }
    }
    for task in tasks { try await task.value }
    #expect(served.value.sorted() == [0, 1, 2, 3])
  }

  @Test("lets nobody past who did not wait")
  func fairness() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(1, per: .seconds(1), burst: 2, clock: clock)
    try await limiter.acquire()
    let both = Task { try await limiter.acquire(2) }
    await clock.untilSleeping()
    // There is a token, but it is one that somebody waits for.
    #expect(!limiter.tryAcquire())
    clock.advance(by: .seconds(1))
    try await both.value
    #expect(!limiter.tryAcquire())
  }

  @Test("takes no token for a task that is cancelled")
  func cancellation() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(1, per: .seconds(1), clock: clock)
    try await limiter.acquire()
    let task = Task { try await limiter.acquire() }
    await clock.untilSleeping()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    clock.advance(by: .seconds(1))
    #expect(limiter.tryAcquire())
  }

  @Test("rounds nothing over a long time")
  func exactness() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(3, per: .seconds(1), burst: 1, clock: clock)
    var taken = 0
    for _ in 0..<30_000 {
      if limiter.tryAcquire() { taken += 1 }
      clock.advance(by: limiter.interval)
    }
    #expect(taken == 30_000)
  }
}
