import Synchronization

/// A place for one worker of a pool; whoever has taken it from the queue has it alone.
final class WorkerSeat: Sendable {
  struct NoRestartsLeft: Error {}

  private struct State: Sendable {
    var worker: WorkerConnection?
    var items = 0
    var number: UInt32 = 0
    var hasLostOne = false
  }

  private let state = Mutex(State())

  /// How many items its worker may be given, before it is replaced.
  func room(itemsPerWorker: Int?) -> Int {
    guard let itemsPerWorker else { return .max }
    return state.withLock { max(0, itemsPerWorker - $0.items) }
  }

  /// Notes how many items its worker was given; a number below zero when some came back.
  func count(_ items: Int) { state.withLock { $0.items += items } }

  /// Returns a worker that can be given an item, and starts one if there is none.
  ///
  /// - Parameters:
  ///   - program: What a worker runs.
  ///   - itemsPerWorker: After how many items a worker is replaced.
  ///   - grace: How long a worker that is replaced may take to end.
  ///   - mayReplace: Asked before a worker takes the place of one that was lost.
  /// - Returns: The worker.
  /// - Throws: What kept it from being started.
  func worker(
    _ program: WorkerProgram,
    itemsPerWorker: Int?,
    grace: Duration,
    mayReplace: () -> Bool
  ) async throws -> WorkerConnection {
    let (present, items) = state.withLock { ($0.worker, $0.items) }
    if let present {
      let isWornOut = itemsPerWorker.map { items >= $0 } ?? false
      if !isWornOut, present.isUsable { return present }
      if isWornOut {
        await present.finished(grace: grace)
      } else {
        // It went while it had nothing to do.
        _ = await present.killed()
      }
      state.withLock { state in
        state.worker = nil
        state.hasLostOne = !isWornOut
      }
    }
    if state.withLock({ $0.hasLostOne }), !mayReplace() { throw NoRestartsLeft() }
    try Task.checkCancellation()
    let worker = try await WorkerConnection(program, frameLimit: WorkerFrame.limit)
    state.withLock { state in
      state.worker = worker
      state.items = 0
      state.hasLostOne = false
    }
    return worker
  }

  /// Returns a number for an item, by which its answer is known.
  func nextNumber() -> UInt32 {
    state.withLock { state in
      state.number &+= 1
      return state.number
    }
  }

  /// Forgets the worker, which is gone.
  ///
  /// - Parameter counts: Whether it was lost, and not ended on purpose.
  func lose(counts: Bool) {
    state.withLock { state in
      state.worker = nil
      state.hasLostOne = counts
    }
  }

  /// Lets the worker end.
  func finish(grace: Duration) async {
    let worker = state.withLock { $0.worker.take() }
    await worker?.finished(grace: grace)
  }
}
