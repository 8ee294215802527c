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
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<4 {
      tasks.append(
        Task {
          try await limiter.acquire()
          served.change { $0.append(number) }
        }
      )
      // One after the other into the line.
      await until { limiter.waiting == number + 1 }
    }
    for second in 1...4 {
      await clock.untilSleeping()
      #expect(served.value.count == second - 1)
      clock.advance(by: .seconds(1))
      await until { served.value.count == second }
    }
    for task in tasks { try await task.value }
    #expect(served.value == [0, 1, 2, 3])
    #expect(limiter.waiting == 0)
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

  @Test("refuses nobody while there are tokens and nobody waits, however many ask at once")
  func callersAtOnce() async {
    let limiter = RateLimiter(1_000_000, per: .seconds(1), clock: ManualClock())
    let refused = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<20_000).reduce(0) { refused, _ in refused + (limiter.tryAcquire() ? 0 : 1) }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(refused == 0)
  }

  @Test("takes no token for a task that is cancelled")
  func cancellation() async throws {
    let clock = ManualClock()
    let limiter = RateLimiter(1, per: .seconds(1), clock: clock)
    try await limiter.acquire()
    let task = Task { try await limiter.acquire() }
    await clock.untilSleeping()
    let next = Task { try await limiter.acquire() }
    await until { limiter.waiting == 2 }
    next.cancel()
    await #expect(throws: CancellationError.self) { try await next.value }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(limiter.waiting == 0)
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
