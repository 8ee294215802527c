/// A number of permits that tasks take and give back: Python's `asyncio.Semaphore`.
///
/// Tasks get permits in the order in which they asked. A task that is cancelled while it waits
/// leaves the line and takes no permit with it.
public final class AsyncSemaphore: Sendable {
  private struct State: Sendable {
    var permits: Int
    var line = WaitList<Void, Void>()

    static var inLine: WaitLine<State, Void, Void> {
      WaitLine(add: { $0.line.append($1, id: $2) }, remove: { $0.line.remove($1) })
    }
  }

  private let monitor: Monitor<State>

  /// Makes a semaphore with a number of permits, which may be none at first.
  public init(permits: Int) {
    precondition(permits >= 0, "A semaphore cannot have less than no permits.")
    monitor = Monitor(State(permits: permits))
  }

  /// How many permits nobody has now.
  public var available: Int { monitor.update { state, _ in state.permits } }

  /// How many tasks wait for a permit now.
  public var waiting: Int { monitor.update { state, _ in state.line.count } }

  /// Takes a permit, and waits until there is one.
  ///
  /// - Throws: `CancellationError` when the task is cancelled; it then has no permit.
  public func acquire() async throws {
    try await monitor.wait(in: State.inLine, with: ()) { state, _ in
      guard state.permits > 0 else { return nil }
      state.permits -= 1
      return ()
    }
  }

  /// Takes a permit if there is one.
  ///
  /// - Returns: Whether it was taken.
  public func tryAcquire() -> Bool {
    monitor.update { state, _ in
      guard state.permits > 0 else { return false }
      state.permits -= 1
      return true
    }
  }

  /// Gives a permit back, or adds one: it goes to whoever has waited longest.
  public func release() {
    monitor.update { state, wakes in
      if let waiter = state.line.popFirst() {
        wakes.add { waiter.continuation.resume() }
      } else {
        state.permits += 1
      }
    }
  }

  /// Runs some work with a permit, which is given back at its end.
  ///
  /// - Throws: `CancellationError` when the task is cancelled while it waits, or what `body` throws.
  public func withPermit<Value>(_ body: () async throws -> Value) async throws -> Value {
    try await acquire()
    defer { release() }
    return try await body()
  }
}
