import Foundation
import SystemPackage
import Testing

@testable import BatteryParallel

/// Each primitive in the middle of what it does; what it leaves behind is said by the suites of each.
@Suite("Cancellation", .timeLimit(.minutes(5))) struct CancellationTests {
  @Test("ends a task that waits for another")
  func waiting() async throws {
    let (semaphore, event, barrier) = (
      AsyncSemaphore(permits: 0), AsyncEvent(), AsyncBarrier(parties: 2)
    )
    await expectCancellation(of: "acquire", when: { semaphore.waiting == 1 }) {
      try await semaphore.acquire()
    }
    await expectCancellation(of: "withPermit", when: { semaphore.waiting == 1 }) {
      try await semaphore.withPermit {}
    }
    await expectCancellation(of: "event", when: { event.waiting == 1 }) { try await event.wait() }
    await expectCancellation(of: "barrier", when: { barrier.waiting == 1 }) {
      try await barrier.wait()
    }
    #expect((semaphore.waiting, event.waiting, barrier.waiting) == (0, 0, 0))
    #expect(semaphore.available == 0)
  }

  @Test("ends a task within a permit, which is given back")
  func permit() async throws {
    let (semaphore, event) = (AsyncSemaphore(permits: 1), AsyncEvent())
    await expectCancellation(of: "permit", when: { event.waiting == 1 }) {
      try await semaphore.withPermit { try await event.wait() }
    }
    #expect(semaphore.available == 1)
  }

  @Test("ends a task that waits for time to pass")
  func time() async throws {
    let (clock, event) = (ManualClock(), AsyncEvent())
    let limiter = RateLimiter(1, per: .seconds(1), clock: clock)
    try await limiter.acquire()
    await expectCancellation(of: "limiter", when: { clock.sleepers == 1 }) {
      try await limiter.acquire()
    }
    await expectCancellation(of: "retry", when: { clock.sleepers == 1 }) {
      try await retry(clock: clock) { _ in throw Mishap() }
    }
    await expectCancellation(of: "timeout", when: { event.waiting == 1 }) {
      try await withTimeout(.seconds(1), clock: clock) { try await event.wait() }
    }
    #expect(clock.sleepers == 0)
  }

  @Test("ends a task at either side of a queue")
  func queue() async throws {
    let (full, empty) = (BoundedQueue<Int>(capacity: 1), BoundedQueue<Int>(capacity: 1))
    try await full.send(1)
    await expectCancellation(of: "send", when: { full.waiting.senders == 1 }) {
      try await full.send(2)
    }
    await expectCancellation(of: "receive", when: { empty.waiting.receivers == 1 }) {
      _ = try await empty.receive()
    }
    await expectCancellation(of: "iterate", when: { empty.waiting.receivers == 1 }) {
      for try await _ in empty {}
    }
    #expect(full.tryReceive() == 1)
    #expect(full.tryReceive() == nil)
  }

  @Test("ends tasks that work on many things")
  func groups() async throws {
    let never = AsyncEvent()
    let work: @Sendable (Int) async throws -> Int = { number in
      try await never.wait()
      return number
    }
    let isInMiddle: @Sendable () -> Bool = { never.waiting == 2 }
    await expectCancellation(of: "map", when: isInMiddle) {
      _ = try await (0..<9).concurrentMap(limit: 2, work)
    }
    await expectCancellation(of: "compactMap", when: isInMiddle) {
      _ = try await (0..<9).concurrentCompactMap(limit: 2) { try await work($0) }
    }
    await expectCancellation(of: "results", when: isInMiddle) {
      _ = try await (0..<9).concurrentResults(limit: 2, work)
    }
    await expectCancellation(of: "forEach", when: isInMiddle) {
      try await (0..<9).concurrentForEach(limit: 2) { _ = try await work($0) }
    }
    await expectCancellation(of: "reduce", when: isInMiddle) {
      _ = try await (0..<9).concurrentReduce(into: 0, limit: 2, work) { $0 += $1 }
    }
    await expectCancellation(of: "chunks", when: isInMiddle) {
      _ = try await Array(0..<9).chunkedReduce(into: 0, chunks: 4, limit: 2) {
        try await work($0.count)
      } combine: {
        $0 += $1
      }
    }
    await expectCancellation(of: "pipeline", when: isInMiddle) {
      _ = try await Pipeline(0..<9).stage(limit: 2, work).collect()
    }
    #expect(never.waiting == 0)
  }

  @Test("ends work on chunks between two of them")
  func chunks() async throws {
    let numbers = Array(repeating: 1.0, count: 100_000)
    let (cancel, done) = (Shared<(@Sendable () -> Void)?>(nil), Shared(0))
    let mapping = Task {
      await until { cancel.value != nil }
      return try await numbers.chunkedMap(chunks: 1000, limit: 1) { number in
        done.change { $0 += 1 }
        cancel.value?()
        return number
      }
    }
    cancel.change { $0 = { mapping.cancel() } }
    await #expect(throws: CancellationError.self) { _ = try await mapping.value }
    #expect(done.value < numbers.count)
    let sum = Task {
      await until { Task.isCancelled }
      return try await numbers.parallelSum(chunks: 4)
    }
    sum.cancel()
    await #expect(throws: CancellationError.self) { try await sum.value }
  }

  @Test("ends a task that waits for a thread, or for its work there")
  func threads() async throws {
    let pool = ThreadPool("test", threads: 1, waiting: 1)
    let (began, ended) = (AsyncEvent(), AsyncEvent())
    let working = Task {
      try await pool.run { flag in
        began.set()
        while !flag.isCancelled {}
        ended.set()
        try flag.check()
      }
    }
    try await began.wait()
    // One waits in line for the thread, the other for room in the line.
    await expectCancellation(of: "line", when: { pool.waiting == 1 }) {
      try await pool.run { _ in }
    }
    working.cancel()
    await #expect(throws: CancellationError.self) { try await working.value }
    try await ended.wait()
    await pool.close()
  }

  @Test("ends a task that waits for a worker, and leaves those to work that others wait for")
  func workers() async throws {
    let folder = try TestFolder()
    let gate = folder.file("gate").string
    #expect(mkfifo(gate, 0o600) == 0)
    let pool = WorkerRig.pool(workers: 1)
    let working = Task { try await pool.run(Errand("gate", 7, path: gate)) }
    await until { pool.idleSeats == 0 }
    for kind in ["run", "map", "results"] {
      await expectCancellation(of: "\(kind)", when: { pool.crew.isWantedElsewhere }) {
        switch kind {
        case "run": _ = try await pool.run(Errand("square", 1))
        case "map": _ = try await pool.map((0..<100).map { Errand("square", $0) })
        default: _ = try await pool.results(of: (0..<100).map { Errand("square", $0) })
        }
      }
    }
    try FileDescriptor.open(FilePath(gate), .writeOnly).close()
    #expect(try await working.value.number == 7)
    await pool.close()
  }
}
