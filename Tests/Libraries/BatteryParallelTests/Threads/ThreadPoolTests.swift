import BatteryParallel
import Foundation
import Testing

@Suite("Thread pool", .timeLimit(.minutes(5))) struct ThreadPoolTests {
  @Test("never uses more threads than it may, and names them")
  func limit() async throws {
    let (pool, tally, names) = (ThreadPool("mill", threads: 3), Tally(), Shared(Set<String>()))
    let values = try await (0..<300).concurrentMap(limit: 50) { number in
      try await pool.run { _ in
        tally.enter()
        defer { tally.leave() }
        names.change { _ = $0.insert(Thread.current.name ?? "") }
        return number
      }
    }
    #expect(values == Array(0..<300))
    #expect(tally.most <= 3)
    #expect(names.value.isSubset(of: ["mill 0", "mill 1", "mill 2"]))
    await pool.close()
  }

  @Test("lets more calls block at once than the machine has processors")
  func blocking() async throws {
    let number = 4 * Processors.count + 8
    let (pool, condition, arrived) = (ThreadPool("wait", threads: number), NSCondition(), Shared(0))
    // Each waits for all others: on the threads of Swift's tasks this would never end.
    try await (0..<number).concurrentForEach(limit: number) { _ in
      try await pool.run { _ in
        condition.lock()
        defer { condition.unlock() }
        arrived.change { $0 += 1 }
        condition.broadcast()
        while arrived.value < number { condition.wait() }
      }
    }
    #expect(arrived.value == number)
    await pool.close()
  }

  @Test("starts work in its order")
  func order() async throws {
    let (pool, gate, started) = (ThreadPool("one", threads: 1), Gate(), Shared([Int]()))
    let first = Task { try await pool.run { _ in gate.pass() } }
    await until { gate.waiting == 1 }
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<20 {
      let isHandedOver = Shared(false)
      tasks.append(
        Task {
          isHandedOver.change { $0 = true }
          try await pool.run { _ in started.change { $0.append(number) } }
        }
      )
      await until { isHandedOver.value && pool.waiting == number + 1 }
    }
    gate.open()
    try await first.value
    for task in tasks { try await task.value }
    #expect(started.value == Array(0..<20))
    await pool.close()
  }

  @Test("never starts what was cancelled before, and tells work that was cancelled later")
  func cancellation() async throws {
    let (pool, gate, hasRun) = (ThreadPool("one", threads: 1), Gate(), Shared(false))
    let first = Task {
      try await pool.run { flag in
        gate.pass()
        try flag.check()
      }
    }
    await until { gate.waiting == 1 }
    let second = Task { try await pool.run { _ in hasRun.change { $0 = true } } }
    await until { pool.waiting == 1 }
    second.cancel()
    // It does not wait for the thread that is held up.
    await #expect(throws: CancellationError.self) { try await second.value }
    first.cancel()
    gate.open()
    await #expect(throws: CancellationError.self) { try await first.value }
    await pool.close()
    #expect(!hasRun.value)
  }

  @Test("lets callers wait when enough work waits already")
  func boundedQueue() async throws {
    let (pool, gate) = (ThreadPool("one", threads: 1, waiting: 2), Gate())
    let tasks = (0..<10).map { number in
      Task { try await pool.run { _ in gate.pass() } }
    }
    await until { gate.waiting == 1 && pool.waiting == 2 }
    for _ in 0..<200 { await Task.yield() }
    #expect(pool.waiting == 2)
    for task in tasks.suffix(3) { task.cancel() }
    gate.open()
    var done = 0
    for task in tasks where (try? await task.value) != nil { done += 1 }
    #expect((7...10).contains(done))
    await pool.close()
  }

  @Test("keeps no more waiting than it may when calls are cancelled, and nothing that they hold")
  func cancelledCallers() async throws {
    let (pool, gate) = (ThreadPool("one", threads: 1, waiting: 2), Gate())
    let first = Task { try await pool.run { _ in gate.pass() } }
    await until { gate.waiting == 1 }
    weak var last: Shared<Int>?
    for number in 0..<100 {
      let held = Shared(number)
      last = held
      let task = Task { try await pool.run { [held] _ in held.change { $0 += 1 } } }
      await until { pool.waiting > 0 }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    #expect(pool.waiting == 0)
    await until { last == nil }
    gate.open()
    try await first.value
    #expect(try await pool.run { _ in 1 } == 1)
    await pool.close()
  }

  @Test("throws what the work throws, and refuses work when it is closed")
  func closing() async throws {
    let (pool, done) = (ThreadPool("shop", threads: 2), Shared(0))
    await #expect(throws: Mishap()) { try await pool.run { _ in throw Mishap() } }
    let gate = Gate()
    let tasks = (0..<10).map { _ in
      Task {
        try await pool.run { _ in
          gate.pass()
          done.change { $0 += 1 }
        }
      }
    }
    await until { pool.waiting == 8 }
    async let closed: Void = pool.close()
    gate.open()
    await closed
    // What was handed over is done.
    for task in tasks { try await task.value }
    #expect(done.value == 10)
    await #expect(throws: ClosedError.self) { try await pool.run { _ in } }
  }

  @Test("comes through many small calls with cancellations among them")
  func stress() async throws {
    let (pool, ran) = (ThreadPool("mill", threads: 4, waiting: 10), Shared(0))
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<3000 {
        group.addTask {
          let task = Task { try await pool.run { _ in ran.change { $0 += 1 } } }
          if number.isMultiple(of: 5) { task.cancel() }
          _ = try? await task.value
        }
      }
    }
    await pool.close()
    #expect((2400...3000).contains(ran.value))
  }
}

/// A door at which threads wait.
private final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private var isOpen = false
  private var count = 0

  var waiting: Int { condition.withLock { count } }

  func pass() {
    condition.lock()
    defer { condition.unlock() }
    count += 1
    while !isOpen { condition.wait() }
    count -= 1
  }

  func open() {
    condition.withLock {
      isOpen = true
      condition.broadcast()
    }
  }
}
