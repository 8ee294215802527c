import BatteryParallel
import Testing

@Suite("Semaphore", .timeLimit(.minutes(5))) struct AsyncSemaphoreTests {
  @Test("never gives out more permits than it has", arguments: [1, 3, 10])
  func limit(permits: Int) async throws {
    let (semaphore, tally) = (AsyncSemaphore(permits: permits), Tally())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<500 {
        group.addTask {
          try await semaphore.withPermit { try await tally.during { try Task.checkCancellation() } }
        }
      }
      try await group.waitForAll()
    }
    #expect(tally.most <= permits)
    #expect(tally.all == 500)
    #expect(semaphore.available == permits)
  }

  @Test("serves those that wait in their order")
  func order() async throws {
    let (semaphore, served) = (AsyncSemaphore(permits: 0), Shared([Int]()))
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<20 {
      tasks.append(
        Task {
          try await semaphore.acquire()
          served.change { $0.append(number) }
        }
      )
      await until { semaphore.waiting == number + 1 }
    }
    for number in 0..<20 {
      #expect(!semaphore.tryAcquire())
      semaphore.release()
      await until { served.value.count == number + 1 }
    }
    #expect(served.value == Array(0..<20))
    for task in tasks { try await task.value }
  }

  @Test("lets those that are cancelled leave the line without a permit")
  func cancellation() async throws {
    let semaphore = AsyncSemaphore(permits: 0)
    let first = Task { try await semaphore.acquire() }
    await until { semaphore.waiting == 1 }
    let second = Task { try await semaphore.acquire() }
    await until { semaphore.waiting == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    semaphore.release()
    try await second.value
    #expect((semaphore.available, semaphore.waiting) == (0, 0))
  }

  @Test("gives a permit back when the work throws")
  func throwing() async throws {
    let semaphore = AsyncSemaphore(permits: 1)
    await #expect(throws: Mishap()) { try await semaphore.withPermit { throw Mishap() } }
    #expect(semaphore.tryAcquire())
    #expect(!semaphore.tryAcquire())
  }

  @Test("loses no permit when many are cancelled")
  func stress() async throws {
    let (semaphore, tally) = (AsyncSemaphore(permits: 3), Tally())
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<2000 {
        group.addTask {
          let task = Task { try await semaphore.withPermit { await tally.during {} } }
          if number.isMultiple(of: 3) { task.cancel() }
          _ = try? await task.value
        }
      }
    }
    #expect(tally.most <= 3)
    #expect((semaphore.available, semaphore.waiting) == (3, 0))
  }

  @Test("takes many out of a long line at once")
  func longLine() async throws {
    let semaphore = AsyncSemaphore(permits: 0)
    let tasks = (0..<20_000).map { _ in Task { try await semaphore.acquire() } }
    await until { semaphore.waiting == 20_000 }
    for task in tasks.dropFirst() { task.cancel() }
    await until { semaphore.waiting == 1 }
    semaphore.release()
    try await tasks[0].value
  }
}
