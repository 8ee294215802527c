/// Something that happens, for which any number of tasks wait: `threading.Event`, `asyncio.Event`.
public final class AsyncEvent: Sendable {
  private struct State: Sendable {
    var isSet = false
    var line = WaitList<Void, Void>()

    static var inLine: WaitLine<State, Void, Void> {
      WaitLine(add: { $0.line.append($1, id: $2) }, remove: { $0.line.remove($1) })
    }
  }

  private let monitor = Monitor(State())

  /// Makes an event that has not happened.
  public init() {}

  /// Whether it has happened.
  public var isSet: Bool { monitor.update { state, _ in state.isSet } }

  /// How many tasks wait for it now.
  public var waiting: Int { monitor.update { state, _ in state.line.count } }

  /// Lets all go on that wait, and all that will, until ``clear()``.
  public func set() {
    monitor.update { state, wakes in
      state.isSet = true
      for waiter in state.line.popAll() { wakes.add { waiter.continuation.resume() } }
    }
  }

  /// Makes it something that has not happened again.
  public func clear() { monitor.update { state, _ in state.isSet = false } }

  /// Waits until it has happened.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  public func wait() async throws {
    try await monitor.wait(in: State.inLine, with: ()) { state, _ in state.isSet ? () : nil }
  }
}
