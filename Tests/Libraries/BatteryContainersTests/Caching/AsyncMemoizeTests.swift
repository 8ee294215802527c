import BatteryContainers
import Synchronization
import Testing

@Suite("memoize of asynchronous functions", .timeLimit(.minutes(5))) struct AsyncMemoizeTests {
  struct Refused: Error {}

  @Test("tasks that ask at the same time share one computation")
  func singleFlight() async throws {
    let gate = Gate()
    let calls = Atomic(0)
    let load = memoize { (key: Int) async throws -> Int in
      calls.add(1, ordering: .relaxed)
      try await gate.wait()
      return key * 10
    }
    let tasks = (0..<20).map { _ in Task { try await load(4) } }
    await gate.waitForArrivals(1)
    await waitUntil { load.statistics.misses == 20 }
    gate.open()
    for task in tasks { #expect(try await task.value == 40) }
    #expect(try await load(4) == 40)
    #expect(calls.load(ordering: .relaxed) == 1)
    #expect(load.statistics.hits == 1)
  }

  @Test("cancelling one waiter leaves the others waiting")
  func oneCancelled() async throws {
    let gate = Gate()
    let load = memoize { (key: Int) async throws -> Int in
      try await gate.wait()
      return key
    }
    let first = Task { try await load(1) }
    await gate.waitForArrivals(1)
    let second = Task { try await load(1) }
    await waitUntil { load.statistics.misses == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    gate.open()
    #expect(try await second.value == 1)
  }

  @Test("a computation that nobody waits for is cancelled, and started anew when asked for")
  func allCancelled() async throws {
    let gate = Gate()
    let calls = Atomic(0)
    let load = memoize { (key: Int) async throws -> Int in
      let call = calls.add(1, ordering: .relaxed).newValue
      if call == 1 { try await gate.wait() }
      return call
    }
    let only = Task { try await load(1) }
    await gate.waitForArrivals(1)
    only.cancel()
    await #expect(throws: CancellationError.self) { try await only.value }
    #expect(try await load(1) == 2)
    await waitUntil { gate.cancelled == 1 }
  }

  @Test("an error goes to all that wait and is not remembered")
  func errors() async throws {
    let gate = Gate()
    let calls = Atomic(0)
    let load = memoize { (key: Int) async throws -> Int in
      guard calls.add(1, ordering: .relaxed).newValue == 1 else { return key }
      try await gate.wait()
      throw Refused()
    }
    let tasks = (0..<3).map { _ in Task { try await load(1) } }
    await gate.waitForArrivals(1)
    await waitUntil { load.statistics.misses == 3 }
    // The last one may have missed without waiting yet; it then computes for itself.
    gate.open()
    var refused = 0
    for task in tasks {
      do { _ = try await task.value } catch is Refused { refused += 1 }
    }
    #expect(refused >= 1)
    #expect(try await load(1) == 1)
  }

  @Test("a task that was cancelled before gets the error, or the value that is there")
  func cancelledBefore() async throws {
    let calls = Atomic(0)
    let load = memoize { (key: Int) async throws -> Int in
      calls.add(1, ordering: .relaxed)
      return key
    }
    _ = try await load(1)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      let remembered = try await load(1)
      #expect(remembered == 1)
      _ = try await load(2)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(calls.load(ordering: .relaxed) == 1)
  }

  @Test("many tasks, some of them cancelled, all get an answer")
  func storm() async {
    let load = memoize(capacity: 8) { (key: Int) async throws -> Int in
      await Task.yield()
      if key % 7 == 0 { throw Refused() }
      return key
    }
    let wrong = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<2000 {
        group.addTask {
          let task = Task { try await load(index % 20) }
          if index % 3 == 0 { task.cancel() }
          switch await task.result {
          case .success(let value): return value != index % 20
          case .failure(is Refused): return index % 20 % 7 != 0
          case .failure: return index % 3 != 0
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(wrong == 0)
  }

  private func waitUntil(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
  }
}

/// What computations wait at until it is opened.
private final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var arrivals = 0
    var cancelled = 0
  }

  private let state = Mutex(State())

  var cancelled: Int { state.withLock { $0.cancelled } }

  func open() {
    state.withLock { $0.isOpen = true }
  }

  func wait() async throws {
    state.withLock { $0.arrivals += 1 }
    while !state.withLock({ $0.isOpen }) {
      if Task.isCancelled {
        state.withLock { $0.cancelled += 1 }
        throw CancellationError()
      }
      await Task.yield()
    }
  }

  func waitForArrivals(_ number: Int) async {
    while state.withLock({ $0.arrivals }) < number { await Task.yield() }
  }
}
