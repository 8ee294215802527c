import Synchronization
public import SystemPackage

/// A pool of worker processes: Python's `multiprocessing.Pool`.
///
/// Items go to processes of a program of your own as JSON, and results come back so. Workers are
/// isolated from each other and from this program: one that crashes, hangs, is killed or writes what is
/// no answer loses the one item it had, which is given to another worker; when no attempt is left, the
/// error names the item, the process, how it ended and the last lines of its standard error. All other
/// items are not concerned.
///
/// Each item goes to a worker and back, which wakes threads on both sides: hand over items that take
/// milliseconds, or arrays of small ones.
///
/// The program calls ``WorkerProcess/run(_:)``. Processes start with the first items. They end with the
/// pool, also when this program is killed. On this side no signal is raised, ignored or handled.
///
/// ```swift
/// let pool = WorkerPool<Int, [Int]>("/usr/local/bin/factor", timeout: .seconds(30))
/// let factors = try await pool.closing { try await pool.map(1...1000) }
/// ```
public final class WorkerPool<Input: Encodable & Sendable, Output: Decodable & Sendable>: Sendable {
  /// How many processes there are at the most.
  public let workers: Int

  /// How long an item may take, from when a worker is given it.
  public let timeout: Duration?

  /// How often an item is tried in all when workers are lost over it.
  public let attempts: Int

  private let program: WorkerProgram
  private let restarts: Int?
  private let itemsPerWorker: Int?
  private let clock: any Clock<Duration>
  private let seats: BoundedQueue<WorkerSeat>
  private let state = Mutex((restarts: 0, isClosed: false))

  /// How long a worker may take to end after its input is closed.
  private static var grace: Duration { .seconds(5) }

  /// Describes a pool, which has no processes yet.
  ///
  /// - Parameters:
  ///   - executable: The workers' program.
  ///   - arguments: Its arguments.
  ///   - environment: Its environment; this program's unless it is said.
  ///   - workers: How many processes there are at the most; the number of processors unless it is said.
  ///   - timeout: How long an item may take, the start of a worker included; then its worker is killed.
  ///   - attempts: How often an item is tried in all when workers are lost over it.
  ///   - restarts: How many lost workers are replaced before the pool gives up; any number unless it is
  ///     said.
  ///   - itemsPerWorker: After how many items a worker is replaced, for work that leaks.
  ///   - clock: What measures the time an item takes.
  public init(
    _ executable: FilePath,
    arguments: [String] = [],
    environment: [String: String]? = nil,
    workers: Int = Processors.count,
    timeout: Duration? = nil,
    attempts: Int = 3,
    restarts: Int? = nil,
    itemsPerWorker: Int? = nil,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    precondition(workers > 0, "A pool has one worker at the least.")
    precondition(attempts > 0, "An item is tried once at the least.")
    program = WorkerProgram(executable: executable, arguments: arguments, environment: environment)
    self.workers = workers
    self.timeout = timeout
    self.attempts = attempts
    self.restarts = restarts
    self.itemsPerWorker = itemsPerWorker
    self.clock = clock
    seats = BoundedQueue(capacity: workers)
    for _ in 0..<workers { _ = seats.trySend(WorkerSeat()) }
  }

  /// Makes something of each item.
  ///
  /// Items are taken as workers have time for them. The first error ends it: workers that have an item
  /// of this call are killed. Use a ``Pipeline`` for results one by one.
  ///
  /// - Returns: The results, in the order of the items.
  /// - Throws: ``WorkerError`` when an item cannot be done, or `CancellationError`.
  public func map<Items: Sequence<Input>>(_ items: Items) async throws -> [Output] {
    try await items.enumerated().concurrentMap(limit: inFlight) {
      try await self.run($0.element, index: $0.offset)
    }
  }

  /// Makes something of each item, and keeps errors beside results.
  ///
  /// - Returns: The results or errors, in the order of the items.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func results<Items: Sequence<Input>>(
    of items: Items
  ) async throws -> [Result<Output, any Error>] {
    try await items.enumerated().concurrentResults(limit: inFlight) {
      try await self.run($0.element, index: $0.offset)
    }
  }

  /// Makes something of one item.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - index: By what number an error calls the item.
  /// - Returns: The result.
  /// - Throws: ``WorkerError`` when it cannot be done, or `CancellationError`.
  public func run(_ item: Input, index: Int = 0) async throws -> Output {
    let body: [UInt8]
    do {
      body = try WorkerCoding.encode(item)
    } catch {
      throw WorkerError(
        .notCoded,
        index: index,
        attempts: 0,
        "The item cannot be written as JSON: \(WorkerCoding.explain(error))."
      )
    }
    guard !state.withLock({ $0.isClosed }), var seat = try await seats.receive() else {
      throw closedError(index)
    }
    // There is room for it: it was taken from there.
    defer { _ = seats.trySend(seat) }
    var attempt = 1
    while true {
      do {
        return try await run(body, on: seat, index: index, attempt: attempt)
      } catch let error as WorkerError where attempt < attempts && error.isWorkersFault {
        attempt += 1
        // To another worker if one is free, else to a new one in the same place: an item that was
        // begun need not wait in line again, where it could come too late before a pool is closed.
        if let other = seats.tryReceive() {
          _ = seats.trySend(seat)
          seat = other
        }
      }
    }
  }

  /// Runs some work, and then closes the pool, whether the work throws or not.
  ///
  /// - Returns: What the work returns.
  /// - Throws: What the work throws.
  public func closing<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      let value = try await body()
      await close()
      return value
    } catch {
      await close()
      throw error
    }
  }

  /// Takes no more items, waits for those that workers have, and ends the workers.
  ///
  /// It is not cut short when the task is cancelled: afterwards no process of the pool is left.
  public func close() async {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return }
    await Task { [seats, workers] in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<workers {
          guard let seat = try? await seats.receive() else { return }
          group.addTask { await seat.finish(grace: Self.grace) }
        }
      }
      seats.finish()
    }.value
  }

  /// How many places for workers nobody uses now.
  var idleSeats: Int { seats.count }

  /// So many that each worker finds its next item at hand.
  private var inFlight: Int { 2 * workers }

  private func closedError(_ index: Int) -> WorkerError {
    WorkerError(
      .closed,
      index: index,
      attempts: 0,
      "The pool is closed. Close it after all items are done."
    )
  }
}

extension WorkerPool {
  private func run(
    _ body: [UInt8],
    on seat: WorkerSeat,
    index: Int,
    attempt: Int
  ) async throws -> Output {
    let worker: WorkerConnection
    do {
      worker = try await seat.worker(program, itemsPerWorker: itemsPerWorker, grace: Self.grace) {
        state.withLock { state in
          guard let restarts else { return true }
          state.restarts += 1
          return state.restarts <= restarts
        }
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      throw startError(error, index, attempt)
    }
    let number = seat.nextNumber()
    let frame = WorkerFrame(kind: .item, number: number, body: body).bytes
    let answer: WorkerFrame
    do {
      if let timeout {
        answer = try await withTimeout(timeout, clock: clock) {
          try await worker.exchange(frame, number: number)
        }
      } else {
        answer = try await worker.exchange(frame, number: number)
      }
    } catch {
      let obituary = await worker.killed()
      seat.lose(counts: !(error is CancellationError))
      if error is CancellationError { throw error }
      throw lostError(error, worker.processID, obituary, index, attempt)
    }
    return try decode(answer, worker.processID, index, attempt)
  }

  private func decode(
    _ answer: WorkerFrame,
    _ processID: Int32,
    _ index: Int,
    _ attempt: Int
  ) throws -> Output {
    if answer.kind == .failure {
      throw WorkerError(
        .threw,
        index: index,
        attempts: attempt,
        processID: processID,
        String(decoding: answer.body, as: UTF8.self)
      )
    }
    do {
      return try WorkerCoding.decode(Output.self, from: answer.body)
    } catch {
      throw WorkerError(
        .notCoded,
        index: index,
        attempts: attempt,
        processID: processID,
        "The answer is no \(Output.self): \(WorkerCoding.explain(error)). "
          + "Build the pool and its workers from the same types."
      )
    }
  }

  private func startError(_ error: any Error, _ index: Int, _ attempt: Int) -> WorkerError {
    if error is WorkerSeat.NoRestartsLeft {
      return WorkerError(
        .tooManyRestarts,
        index: index,
        attempts: attempt,
        "More than \(restarts ?? 0) workers were lost. See what ended them, and correct it."
      )
    }
    return WorkerError(
      .notStarted,
      index: index,
      attempts: attempt,
      "\(program.executable) could not be started: \(error). Check the path and its permissions."
    )
  }

  private func lostError(
    _ error: any Error,
    _ processID: Int32,
    _ obituary: WorkerConnection.Obituary,
    _ index: Int,
    _ attempt: Int
  ) -> WorkerError {
    let code: WorkerError.Code
    let message: String
    switch error {
    case let error as TimeoutError:
      code = .timedOut
      message =
        "The item was not done within \(error.limit). Allow it more time, or make it smaller."
    case WorkerConnection.Break.garbled(let start):
      code = .garbled
      message =
        "The worker wrote what is no answer: \(start.debugDescription). "
        + "Print nothing before WorkerProcess.run."
    default:
      code = .crashed
      message = "The worker \(obituary.status). Look for the reason in the item and the work."
    }
    return WorkerError(
      code,
      index: index,
      attempts: attempt,
      processID: processID,
      status: obituary.status,
      lastLines: obituary.lastLines,
      message
    )
  }
}

extension WorkerError {
  /// Whether another worker may do better.
  fileprivate var isWorkersFault: Bool {
    code == .crashed || code == .timedOut || code == .garbled
  }
}
