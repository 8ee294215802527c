import Synchronization

/// Items that a worker has read and not begun.
final class WorkerInbox: Sendable {
  private struct State: Sendable {
    var items = FIFO<WorkerFrame>()
    var waiter: CheckedContinuation<WorkerFrame?, any Error>?
    var end: Result<WorkerFrame?, any Error>?
  }

  private let state = Mutex(State())

  func put(_ items: [WorkerFrame]) {
    guard !items.isEmpty else { return }
    let (waiter, first) = state.withLock { state in
      for item in items { state.items.append(item) }
      guard let waiter = state.waiter.take() else { return (Waiter?.none, WorkerFrame?.none) }
      return (waiter, state.items.popFirst())
    }
    waiter?.resume(returning: first)
  }

  private typealias Waiter = CheckedContinuation<WorkerFrame?, any Error>

  /// Says that no more come.
  func finish(throwing error: (any Error)? = nil) {
    let end: Result<WorkerFrame?, any Error> = error.map { .failure($0) } ?? .success(nil)
    let waiter = state.withLock { state in
      state.end = end
      return state.waiter.take()
    }
    waiter?.resume(with: end)
  }

  /// Takes all items.
  func takeBack() -> [WorkerFrame] {
    state.withLock { state in
      var items: [WorkerFrame] = []
      while let item = state.items.popFirst() { items.append(item) }
      return items
    }
  }

  /// Waits for an item and takes it; `nil` at the end.
  func next() async throws -> WorkerFrame? {
    if let item = state.withLock({ $0.items.popFirst() }) { return item }
    return try await withCheckedThrowingContinuation { continuation in
      let result: Result<WorkerFrame?, any Error>? = state.withLock { state in
        if let item = state.items.popFirst() { return .success(item) }
        if let end = state.end { return end }
        state.waiter = continuation
        return nil
      }
      if let result { continuation.resume(with: result) }
    }
  }
}
