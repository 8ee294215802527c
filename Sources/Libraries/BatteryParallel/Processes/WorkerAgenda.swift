import Synchronization

/// The items of one call of a pool, between whoever hands them over and the lanes that have workers do
/// them.
final class WorkerAgenda: Sendable {
  private struct State: Sendable {
    /// Items that no worker has had.
    var fresh = FIFO<WorkerItem>()
    var freshBytes = 0
    /// Items that were sent ahead to a worker and came back; they go first.
    var returned: [WorkerItem] = []
    /// How many items were added and are not settled.
    var open = 0
    var isAtEnd = false
    var isStopped = false
    var feeders = WaitList<Void, Void>()
    var idle = WaitList<Void, Void>()
    /// How many lanes look for something to do.
    var hungry = 0
    /// The workers that have items of this call.
    var workers: [Int: WorkerConnection] = [:]

    static var feederLine: WaitLine<State, Void, Void> {
      WaitLine(add: { $0.feeders.append($1, id: $2) }, remove: { $0.feeders.remove($1) })
    }

    static var idleLine: WaitLine<State, Void, Void> {
      WaitLine(add: { $0.idle.append($1, id: $2) }, remove: { $0.idle.remove($1) })
    }

    var isDone: Bool { isStopped || isAtEnd && open == 0 }

    /// Whether a lane has nothing to do and will get nothing more but what others give back.
    var isStarved: Bool { isAtEnd && hungry > 0 }
  }

  /// How many items are sent to a worker at the most, and how many bytes of them ahead.
  static let depth = 16
  static let bytesAhead = 256 << 10

  private let lanes: Int
  private let monitor = Monitor(State())

  /// Makes an empty one for a number of lanes.
  init(lanes: Int) { self.lanes = lanes }

  // MARK: - The items' side

  /// Adds an item, once there is room for it.
  ///
  /// - Returns: Whether more are wanted.
  func add(_ item: WorkerItem) async throws -> Bool {
    try await monitor.wait(in: State.feederLine, with: ()) { state, _ in
      let hasRoom =
        state.fresh.count < lanes
        || state.fresh.count < lanes * Self.depth && state.freshBytes < Self.bytesAhead
      return hasRoom || state.isStopped ? () : nil
    }
    return monitor.update { state, wakes in
      guard !state.isStopped else { return false }
      state.fresh.append(item)
      state.freshBytes += item.body.count
      state.open += 1
      if let lane = state.idle.popFirst() { wakes.add { lane.continuation.resume() } }
      return true
    }
  }

  /// Says that no more items come.
  func finish() {
    let starved = monitor.update { state, wakes in
      state.isAtEnd = true
      Self.wakeAllIfDone(&state, &wakes)
      return state.isStarved ? Array(state.workers.values) : []
    }
    for worker in starved { worker.recall() }
  }

  /// Lets everyone go who waits, since nothing more is to be done.
  func stop() {
    monitor.update { state, wakes in
      state.isStopped = true
      for feeder in state.feeders.popAll() { wakes.add { feeder.continuation.resume() } }
      Self.wakeAllIfDone(&state, &wakes)
    }
  }

  // MARK: - The lanes' side

  /// Waits until there is something to do.
  ///
  /// Items that were sent ahead to other workers are asked back once there is nothing else.
  ///
  /// - Returns: `false` when all is done.
  func hasWork() async throws -> Bool {
    let starving = monitor.update { state, _ in
      guard state.fresh.isEmpty, state.returned.isEmpty else { return [WorkerConnection]?.none }
      state.hungry += 1
      return state.isStarved ? Array(state.workers.values) : []
    }
    guard let starving else { return true }
    defer { monitor.update { state, _ in state.hungry -= 1 } }
    for worker in starving { worker.recall() }
    try await monitor.wait(in: State.idleLine, with: ()) { state, _ in
      let isOver = state.isDone || !state.fresh.isEmpty || !state.returned.isEmpty
      return isOver ? () : nil
    }
    return monitor.update { state, _ in !state.isDone }
  }

  /// Takes items; those that came back are taken in any case.
  func take(_ limit: Int, withFresh: Bool) -> [WorkerItem] {
    monitor.update { state, wakes in
      var items: [WorkerItem] = []
      var bytes = 0
      let share = (state.fresh.count + state.returned.count + lanes - 1) / lanes
      while items.count < min(limit, share), bytes < Self.bytesAhead || items.isEmpty {
        if !state.returned.isEmpty {
          items.append(state.returned.removeFirst())
        } else if withFresh, let item = state.fresh.popFirst() {
          state.freshBytes -= item.body.count
          items.append(item)
        } else {
          break
        }
        bytes += items.last?.body.count ?? 0
      }
      // Not at each item, so that many are added at one go.
      if state.fresh.count <= lanes * Self.depth / 2, state.freshBytes <= Self.bytesAhead / 2 {
        for feeder in state.feeders.popAll() { wakes.add { feeder.continuation.resume() } }
      }
      return items
    }
  }

  /// Gives items back that were sent ahead to a worker and not begun.
  func giveBack(_ items: [WorkerItem]) {
    guard !items.isEmpty else { return }
    monitor.update { state, wakes in
      state.returned = items + state.returned
      for lane in state.idle.popAll() { wakes.add { lane.continuation.resume() } }
    }
  }

  /// Notes that so many items are settled.
  func settle(_ count: Int) {
    guard count > 0 else { return }
    monitor.update { state, wakes in
      state.open -= count
      Self.wakeAllIfDone(&state, &wakes)
    }
  }

  /// Notes which worker a lane gives items of this call to; returns whether another lane wants what
  /// is sent ahead to it.
  func note(_ worker: WorkerConnection, lane: Int) -> Bool {
    monitor.update { state, _ in
      state.workers[lane] = worker
      return state.isStarved
    }
  }

  /// Notes that a lane has no worker with items.
  func forget(lane: Int) { monitor.update { state, _ in state.workers[lane] = nil } }

  private static func wakeAllIfDone(_ state: inout State, _ wakes: inout Wakes) {
    guard state.isDone else { return }
    for lane in state.idle.popAll() { wakes.add { lane.continuation.resume() } }
  }
}
