import BatteryParallel
import Testing

@Suite("Bounded queue", .timeLimit(.minutes(5))) struct BoundedQueueTests {
  @Test("hands elements on in order, and ends")
  func order() async throws {
    let queue = BoundedQueue<Int>(capacity: 3)
    for number in 1...3 { #expect(queue.trySend(number)) }
    #expect(!queue.trySend(4))
    #expect(queue.count == 3)
    queue.finish()
    var received: [Int] = []
    for try await number in queue { received.append(number) }
    #expect(received == [1, 2, 3])
    #expect(try await queue.receive() == nil)
    #expect(queue.tryReceive() == nil)
    #expect(!queue.trySend(5))
    await #expect(throws: ClosedError.self) { try await queue.send(5) }
  }

  @Test("lets senders wait for room, and go on in their order")
  func backPressure() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    try await queue.send(0)
    var tasks: [Task<Void, any Error>] = []
    for number in 1...3 {
      tasks.append(Task { try await queue.send(number) })
      await until { queue.waiting.senders == number }
    }
    #expect(queue.count == 1)
    for number in 0...3 { #expect(try await queue.receive() == number) }
    for task in tasks { try await task.value }
    #expect(queue.waiting == (0, 0))
  }

  @Test("lets receivers wait for elements, and go on in their order")
  func receivers() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    var tasks: [Task<Int?, any Error>] = []
    for number in 1...3 {
      tasks.append(Task { try await queue.receive() })
      await until { queue.waiting.receivers == number }
    }
    for number in 1...3 { #expect(queue.trySend(number)) }
    for (number, task) in zip(1..., tasks) { #expect(try await task.value == number) }
  }

  @Test("does not take the element of a sender that is cancelled")
  func cancelledSender() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    try await queue.send(1)
    let second = Task { try await queue.send(2) }
    await until { queue.waiting.senders == 1 }
    let third = Task { try await queue.send(3) }
    await until { queue.waiting.senders == 2 }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(try await queue.receive() == 1)
    #expect(try await queue.receive() == 3)
    try await third.value
    #expect(queue.count == 0)
  }

  @Test("loses no element to a receiver that is cancelled")
  func cancelledReceiver() async throws {
    let queue = BoundedQueue<Int>(capacity: 1)
    let first = Task { try await queue.receive() }
    await until { queue.waiting.receivers == 1 }
    let second = Task { try await queue.receive() }
    await until { queue.waiting.receivers == 2 }
    first.cancel()
    await #expect(throws: CancellationError.self) { _ = try await first.value }
    try await queue.send(7)
    #expect(try await second.value == 7)
  }

  @Test("neither takes nor gives anything in a task that is cancelled already")
  func cancelledBefore() async throws {
    let queue = BoundedQueue<Int>(capacity: 2)
    try await queue.send(1)
    let task = Task {
      await until { Task.isCancelled }
      await #expect(throws: CancellationError.self) { try await queue.send(2) }
      await #expect(throws: CancellationError.self) { _ = try await queue.receive() }
    }
    task.cancel()
    await task.value
    #expect(queue.count == 1)
  }

  @Test("sends those home that wait when it is finished")
  func finishing() async throws {
    let full = BoundedQueue<Int>(capacity: 1)
    try await full.send(1)
    let sender = Task { try await full.send(2) }
    await until { full.waiting.senders == 1 }
    full.finish()
    await #expect(throws: ClosedError.self) { try await sender.value }
    #expect(try await full.receive() == 1)
    #expect(try await full.receive() == nil)

    let empty = BoundedQueue<Int>(capacity: 1)
    let receiver = Task { try await empty.receive() }
    await until { empty.waiting.receivers == 1 }
    empty.finish(throwing: Mishap())
    empty.finish()
    await #expect(throws: Mishap()) { _ = try await receiver.value }
    await #expect(throws: Mishap()) { _ = try await empty.receive() }
  }

  @Test("loses nothing and gives nothing twice, whoever is cancelled", arguments: [1, 2, 7])
  func stress(capacity: Int) async throws {
    let queue = BoundedQueue<Int>(capacity: capacity)
    let (sent, received) = (Shared([Int]()), Shared([Int]()))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for producer in 0..<8 {
        group.addTask {
          var dice = SeededGenerator(UInt64(producer))
          for number in 0..<300 {
            let element = producer * 1000 + number
            let send = Task { try await queue.send(element) }
            if Int.random(in: 0..<4, using: &dice) == 0 { send.cancel() }
            if (try? await send.value) != nil { sent.change { $0.append(element) } }
          }
        }
      }
      let consumers = (0..<5).map { consumer in
        Task {
          var dice = SeededGenerator(UInt64(100 + consumer))
          while true {
            let receive = Task { try await queue.receive() }
            if Int.random(in: 0..<4, using: &dice) == 0 { receive.cancel() }
            do {
              guard let element = try await receive.value else { return }
              received.change { $0.append(element) }
            } catch {
              // Cancelled: it has taken nothing.
            }
          }
        }
      }
      try await group.waitForAll()
      queue.finish()
      for consumer in consumers { await consumer.value }
    }
    #expect(received.value.sorted() == sent.value.sorted())
    #expect(sent.value.count > 1000)
    #expect(queue.waiting == (0, 0))
    if capacity == 1 {
      // With one consumer at a time the order would be whole; of each producer's it is kept anyway
      // among what one consumer got, which the other tests look at.
      #expect(Set(received.value).count == received.value.count)
    }
  }

  @Test("keeps the order of each producer")
  func producersOrder() async throws {
    let queue = BoundedQueue<Int>(capacity: 4)
    async let producers: Void = {
      try await (0..<4).concurrentForEach(limit: 4) { producer in
        for number in 0..<500 { try await queue.send(producer * 1000 + number) }
      }
      queue.finish()
    }()
    var received: [Int] = []
    for try await element in queue {
      #expect(queue.count <= 4)
      received.append(element)
    }
    try await producers
    for producer in 0..<4 {
      #expect(received.filter { $0 / 1000 == producer }.map { $0 % 1000 } == Array(0..<500))
    }
  }
}
