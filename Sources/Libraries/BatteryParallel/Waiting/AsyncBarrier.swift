/// A place where tasks wait for each other: `threading.Barrier`, `asyncio.Barrier`.
///
/// When as many have come as the barrier is for, all go on together, and it begins anew. A task
/// that is cancelled while it waits leaves; the others then wait for one more.
public final class AsyncBarrier: Sendable {
  private struct State: Sendable {
    var line = WaitList<Void, Int>()

    static var inLine: WaitLine<State, Void, Int> {
      WaitLine(add: { $0.line.append($1, id: $2) }, remove: { $0.line.remove($1) })
    }
  }

  /// How many tasks wait for each other.
  public let parties: Int

  private let monitor = Monitor(State())

  /// Makes a barrier for a number of tasks.
  public init(parties: Int) {
    precondition(parties > 0, "A barrier is for one task at the least.")
    self.parties = parties
  }

  /// How many tasks wait now.
  public var waiting: Int { monitor.update { state, _ in state.line.count } }

  /// Waits for the others.
  ///
  /// - Returns: A number from 0 that no other of the same round gets; the last to come gets 0, so
  ///   that one of them can be told apart.
  /// - Throws: `CancellationError` when the task is cancelled.
  @discardableResult
  public func wait() async throws -> Int {
    try await monitor.wait(in: State.inLine, with: ()) { state, wakes in
      guard state.line.count + 1 >= self.parties else { return nil }
      for (number, waiter) in state.line.popAll().enumerated() {
        wakes.add { waiter.continuation.resume(returning: number + 1) }
      }
      return 0
    }
  }
}
