import BatteryParallel
import Testing

@Suite("Event and barrier", .timeLimit(.minutes(5))) struct EventTests {
  @Test("an event lets all go on that wait for it, and then everyone")
  func event() async throws {
    let event = AsyncEvent()
    let tasks = (0..<10).map { _ in Task { try await event.wait() } }
    await until { event.waiting == 10 }
    #expect(!event.isSet)
    event.set()
    for task in tasks { try await task.value }
    try await event.wait()
    event.clear()
    let late = Task { try await event.wait() }
    await until { event.waiting == 1 }
    late.cancel()
    await #expect(throws: CancellationError.self) { try await late.value }
    #expect(event.waiting == 0)
  }

  @Test("a barrier lets tasks go on together, round by round")
  func barrier() async throws {
    let (barrier, numbers) = (AsyncBarrier(parties: 3), Shared([Int]()))
    for round in 1...5 {
      try await (0..<3).concurrentForEach(limit: 3) { _ in
        let number = try await barrier.wait()
        numbers.change { $0.append(number) }
      }
      #expect(numbers.value.count == round * 3)
      #expect(numbers.value.suffix(3).sorted() == [0, 1, 2])
    }
  }

  @Test("a barrier waits for another when one was cancelled")
  func cancelledBarrier() async throws {
    let barrier = AsyncBarrier(parties: 3)
    let first = Task { try await barrier.wait() }
    await until { barrier.waiting == 1 }
    let second = Task { try await barrier.wait() }
    await until { barrier.waiting == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { _ = try await first.value }
    let third = Task { try await barrier.wait() }
    await until { barrier.waiting == 2 }
    try await barrier.wait()
    _ = try await (second.value, third.value)
    #expect(barrier.waiting == 0)
  }
}
