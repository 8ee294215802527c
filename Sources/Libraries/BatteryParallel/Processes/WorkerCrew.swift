import Synchronization

/// What a pool is made of, whatever its items are.
final class WorkerCrew: Sendable {
  let program: WorkerProgram
  let workers: Int
  let timeout: Duration?
  let attempts: Int
  let restarts: Int?
  let itemsPerWorker: Int?
  let clock: any Clock<Duration>
  let seats: BoundedQueue<WorkerSeat>

  private let state = Mutex((restarts: 0, closing: Task<Void, Never>?.none))

  /// How long a worker may take to end after its input is closed.
  static let grace = Duration.seconds(5)

  init(
    _ program: WorkerProgram,
    workers: Int,
    timeout: Duration?,
    attempts: Int,
    restarts: Int?,
    itemsPerWorker: Int?,
    clock: any Clock<Duration>
  ) {
    self.program = program
    self.workers = workers
    self.timeout = timeout
    self.attempts = attempts
    self.restarts = restarts
    self.itemsPerWorker = itemsPerWorker
    self.clock = clock
    seats = BoundedQueue(capacity: workers)
    for _ in 0..<workers { _ = seats.trySend(WorkerSeat()) }
  }

  var isClosed: Bool { state.withLock { $0.closing != nil } }

  /// Whether somebody waits for a place.
  var isWantedElsewhere: Bool { seats.waiting.receivers > 0 }

  /// Returns a worker in a place, and starts one if there is none.
  func worker(on seat: WorkerSeat) async throws -> WorkerConnection {
    try await seat.worker(program, itemsPerWorker: itemsPerWorker, grace: Self.grace) {
      state.withLock { state in
        guard let restarts else { return true }
        state.restarts += 1
        return state.restarts <= restarts
      }
    }
  }

  /// Waits for all places and ends their workers; whoever calls later waits for the same.
  func close() async {
    let closing = state.withLock { state in
      let closing =
        state.closing
        ?? Task { [seats, workers] in
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
              guard let seat = try? await seats.receive() else { return }
              group.addTask { await seat.finish(grace: Self.grace) }
            }
          }
          seats.finish()
        }
      state.closing = closing
      return closing
    }
    await closing.value
  }
}
