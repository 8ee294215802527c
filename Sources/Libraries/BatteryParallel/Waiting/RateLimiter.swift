import Synchronization

/// Lets so many through in a length of time: a token bucket.
///
/// Tokens come back evenly, one each `period / count`, up to `burst` of them. Tasks get theirs in the
/// order in which they asked; a task that is cancelled while it waits takes none.
public final class RateLimiter<LimiterClock: Clock<Duration>>: Sendable {
  /// The time from one token to the next.
  public let interval: Duration

  /// How many tokens there are at the most, all of which may be taken at once.
  public let burst: Int

  private let clock: LimiterClock
  /// When the bucket is full again.
  private let full: Mutex<LimiterClock.Instant>
  private let turn = AsyncSemaphore(permits: 1)

  /// Makes a limiter whose bucket is full.
  ///
  /// - Parameters:
  ///   - count: How many are let through in a period, from 1.
  ///   - period: The length of time.
  ///   - burst: How many may come at once after a pause; `count` unless it is said.
  ///   - clock: What measures the time.
  public init(
    _ count: Int,
    per period: Duration,
    burst: Int? = nil,
    clock: LimiterClock
  ) {
    precondition(count > 0 && period > .zero && burst ?? 1 > 0, "A rate is more than nothing.")
    interval = period / count
    self.burst = burst ?? count
    self.clock = clock
    full = Mutex(clock.now)
  }

  /// Takes tokens, and waits until there are enough of them.
  ///
  /// - Parameter count: How many, from 1 to ``burst``.
  /// - Throws: `CancellationError` when the task is cancelled; no token is taken then.
  public func acquire(_ count: Int = 1) async throws {
    precondition((1...burst).contains(count), "No more tokens can be taken than the bucket holds.")
    try await turn.withPermit {
      while let moment = take(count) { try await clock.sleep(until: moment, tolerance: nil) }
    }
  }

  /// Takes tokens if there are enough of them, and nobody waits for any.
  ///
  /// - Returns: Whether they were taken.
  public func tryAcquire(_ count: Int = 1) -> Bool {
    guard (1...burst).contains(count), turn.tryAcquire() else { return false }
    defer { turn.release() }
    return take(count) == nil
  }

  /// Takes tokens, or returns the moment at which there will be enough.
  private func take(_ count: Int) -> LimiterClock.Instant? {
    full.withLock { full in
      let now = clock.now
      // The bucket as the moment at which it is full: a token less is an interval later, and nothing
      // is rounded.
      let later = max(full, now).advanced(by: interval * count)
      let moment = later.advanced(by: .zero - interval * burst)
      guard moment <= now else { return moment }
      full = later
      return nil
    }
  }
}

extension RateLimiter where LimiterClock == ContinuousClock {
  /// Makes a limiter whose bucket is full, by the machine's own clock.
  ///
  /// - Parameters:
  ///   - count: How many are let through in a period, from 1.
  ///   - period: The length of time.
  ///   - burst: How many may come at once after a pause; `count` unless it is said.
  public convenience init(_ count: Int, per period: Duration, burst: Int? = nil) {
    self.init(count, per: period, burst: burst, clock: ContinuousClock())
  }
}
