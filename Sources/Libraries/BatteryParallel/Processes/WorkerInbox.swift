/// Items that a worker has read and not begun.
final class WorkerInbox: Sendable {
  private struct State: Sendable {
    var items = FIFO<WorkerFrame>()
    var line = WaitList<Void, WorkerFrame?>()
    var end: Result<WorkerFrame?, any Error>?

    static var inLine: WaitLine<State, Void, WorkerFrame?> {
      WaitLine(add: { $0.line.append($1, id: $2) }, remove: { $0.line.remove($1) })
    }
  }

  private let monitor = Monitor(State())

  /// How many wait for an item now.
  var waiting: Int { monitor.update { state, _ in state.line.count } }

  func put(_ items: [WorkerFrame]) {
    guard !items.isEmpty else { return }
    monitor.update { state, wakes in
      for item in items { state.items.append(item) }
      while !state.items.isEmpty, let waiter = state.line.popFirst() {
        let first = state.items.popFirst()
        wakes.add { waiter.continuation.resume(returning: first) }
      }
    }
  }

  /// Says that no more come.
  func finish(throwing error: (any Error)? = nil) {
    let end: Result<WorkerFrame?, any Error> = error.map { .failure($0) } ?? .success(nil)
    monitor.update { state, wakes in
      state.end = end
      for waiter in state.line.popAll() { wakes.add { waiter.continuation.resume(with: end) } }
    }
  }

  /// Takes all items.
  func takeBack() -> [WorkerFrame] {
    monitor.update { state, _ in
      var items: [WorkerFrame] = []
      while let item = state.items.popFirst() { items.append(item) }
      return items
    }
  }

  /// Waits for an item and takes it; `nil` at the end.
  ///
  /// - Throws: `CancellationError` when the task is cancelled, or what the end came with.
  func next() async throws -> WorkerFrame? {
    try await monitor.wait(in: State.inLine, with: ()) { state, _ in
      if let item = state.items.popFirst() { return .some(item) }
      guard let end = state.end else { return nil }
      return .some(try end.get())
    }
  }
}
