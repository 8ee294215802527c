public import SystemPackage

/// A pool of worker processes: Python's `multiprocessing.Pool`.
///
/// Items go to processes of a program of your own as JSON, and results come back so. Workers are
/// isolated from each other and from this program: one that crashes, hangs, is killed or writes what is
/// no answer loses the one item it worked on, which is given to another worker; when no attempt is left,
/// the error names the item, the process, how it ended and the last lines of its standard error. All
/// other items are not concerned.
///
/// Short items are sent ahead, up to sixteen and for two milliseconds, so that a worker need not wait
/// for each of them; what it has not begun goes to others when it is lost, or when they have nothing to
/// do, and does not count as tried. (Of a worker that writes what is no answer nobody knows what it has
/// begun.) An item goes to another process and back all the same: hand over items that take a
/// millisecond, or arrays of smaller ones.
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

  let crew: WorkerCrew

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
    self.workers = workers
    self.timeout = timeout
    self.attempts = attempts
    crew = WorkerCrew(
      WorkerProgram(executable: executable, arguments: arguments, environment: environment),
      workers: workers,
      timeout: timeout,
      attempts: attempts,
      restarts: restarts,
      itemsPerWorker: itemsPerWorker,
      clock: clock
    )
  }

  /// Makes something of each item.
  ///
  /// Items are taken as workers have time for them, and some ahead. The first error ends it: workers
  /// that have an item of this call are killed. Use a ``Pipeline`` for results one by one.
  ///
  /// - Returns: The results, in the order of the items.
  /// - Throws: ``WorkerError`` when an item cannot be done, or `CancellationError`.
  public func map<Items: Sequence<Input>>(_ items: Items) async throws -> [Output] {
    let results = WorkerResults<Output>(keepsErrors: false)
    try await run(items, results, isolation: #isolation)
    return try results.all.map { try $0.get() }
  }

  /// Makes something of each item, and keeps errors beside results.
  ///
  /// - Returns: The results or errors, in the order of the items.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func results<Items: Sequence<Input>>(
    of items: Items
  ) async throws -> [Result<Output, any Error>] {
    let results = WorkerResults<Output>(keepsErrors: true)
    try await run(items, results, isolation: #isolation)
    try Task.checkCancellation()
    return results.all
  }

  /// Makes something of one item.
  ///
  /// - Parameters:
  ///   - item: The item.
  ///   - index: By what number an error calls the item.
  /// - Returns: The result.
  /// - Throws: ``WorkerError`` when it cannot be done, or `CancellationError`.
  public func run(_ item: Input, index: Int = 0) async throws -> Output {
    let item = try Self.item(item, index)
    let results = WorkerResults<Output>(keepsErrors: false)
    let agenda = WorkerAgenda(lanes: 1)
    _ = try await agenda.add(item)
    agenda.finish()
    try await WorkerLane(0, crew, agenda) { try results.settle($0, $1, at: 0) }.run()
    return try results.only()
  }

  private func run<Items: Sequence<Input>>(
    _ items: Items,
    _ results: WorkerResults<Output>,
    isolation: isolated (any Actor)?
  ) async throws {
    let agenda = WorkerAgenda(lanes: workers)
    try await withThrowingTaskGroup(of: Void.self) { group in
      // The sequence may be one that only its actor may ask for elements.
      _ = isolation
      for number in 0..<workers {
        group.addTask { [crew] in
          try await WorkerLane(number, crew, agenda) { try results.settle($0, $1, at: $0.index) }
            .run()
        }
      }
      for (index, item) in items.enumerated() {
        do {
          guard try await agenda.add(try Self.item(item, index)) else { break }
        } catch let error as WorkerError {
          try results.fail(error, at: index)
        }
      }
      agenda.finish()
      while try await group.next() != nil {}
    }
  }

  private static func item(_ item: Input, _ index: Int) throws -> WorkerItem {
    do {
      return WorkerItem(index: index, body: try WorkerCoding.encode(item))
    } catch {
      throw WorkerError.notWritten(error, index)
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
  public func close() async { await crew.close() }

  /// How many places for workers nobody uses now.
  var idleSeats: Int { crew.seats.count }
}
