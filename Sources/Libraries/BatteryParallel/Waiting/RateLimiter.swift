/// Lets so many through in a length of time: a token bucket.
///
/// Tokens come back evenly, one each `period / count`, up to `burst` of them. Tasks get theirs in the
/// order in which they asked; a task that is cancelled while it waits takes none.
public final class RateLimiter<LimiterClock: Clock<Duration>>: Sendable {
  /// The time from one token to the next.
  public let interval: Duration

  /// How many tokens there are at the most, all of which may be taken at once.
  public let burst: Int

  private struct State: Sendable {
    /// When the bucket is full again.
    var full: LimiterClock.Instant
    /// Whether a task has the turn: it waits for tokens, and all others wait for it.
    var isTurnTaken = false
    var line = WaitList<Void, Step>()

    static var inLine: WaitLine<State, Void, Step> {
      WaitLine(add: { $0.line.append($1, id: $2) }, remove: { $0.line.remove($1) })
    }

    /// Gives the turn to whoever has waited longest.
    mutating func passOn(_ wakes: inout Wakes) {
      if let waiter = line.popFirst() {
        wakes.add { waiter.continuation.resume(returning: .hasTurn) }
      } else {
        isTurnTaken = false
      }
    }
  }

  /// How a task goes on that has asked for tokens.
  private enum Step: Sendable {
    case hasTokens
    case hasTurn
  }

  private let clock: LimiterClock
  private let monitor: Monitor<State>

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
    monitor = Monitor(State(full: clock.now))
  }

  /// How many tasks wait for tokens now.
  public var waiting: Int {
    monitor.update { state, _ in state.line.count + (state.isTurnTaken ? 1 : 0) }
  }

  /// Takes tokens, and waits until there are enough of them.
  ///
  /// - Parameter count: How many, from 1 to ``burst``.
  /// - Throws: `CancellationError` when the task is cancelled; no token is taken then.
  public func acquire(_ count: Int = 1) async throws {
    precondition((1...burst).contains(count), "No more tokens can be taken than the bucket holds.")
    let step = try await monitor.wait(in: State.inLine, with: ()) { state, _ -> Step? in
      guard !state.isTurnTaken else { return nil }
      if take(count, &state.full) == nil { return .hasTokens }
      state.isTurnTaken = true
      return .hasTurn
    }
    guard step == .hasTurn else { return }
    do {
      while let moment = takeAndPassOn(count) {
        try await clock.sleep(until: moment, tolerance: nil)
      }
    } catch {
      monitor.update { state, wakes in state.passOn(&wakes) }
      throw error
    }
  }

  /// Takes tokens if there are enough of them, and nobody waits for any.
  ///
  /// - Returns: Whether they were taken.
  public func tryAcquire(_ count: Int = 1) -> Bool {
    guard (1...burst).contains(count) else { return false }
    return monitor.update { state, _ in !state.isTurnTaken && take(count, &state.full) == nil }
  }

  /// Takes tokens and gives up the turn, or returns the moment at which there will be enough.
  private func takeAndPassOn(_ count: Int) -> LimiterClock.Instant? {
    monitor.update { state, wakes in
      if let moment = take(count, &state.full) { return moment }
      state.passOn(&wakes)
      return nil
    }
  }

  /// Takes tokens, or returns the moment at which there will be enough.
  private func take(_ count: Int, _ full: inout LimiterClock.Instant) -> LimiterClock.Instant? {
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
