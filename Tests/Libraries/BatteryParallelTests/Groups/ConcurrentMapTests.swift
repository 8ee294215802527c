import BatteryParallel
import Testing

@Suite("Bounded task groups", .timeLimit(.minutes(5))) struct ConcurrentMapTests {
  @Test(
    "keep the order, work on all and never on more than the limit",
    arguments: [1, 2, 3, 8, 64]
  )
  func order(limit: Int) async throws {
    let tally = Tally()
    let values = try await (0..<500).concurrentMap(limit: limit) { number in
      await tally.during { number * 2 }
    }
    #expect(values == (0..<500).map { $0 * 2 })
    #expect(tally.most <= limit)
    #expect(tally.all == 500)
  }

  @Test("work on several at once")
  func isConcurrent() async throws {
    let barrier = AsyncBarrier(parties: 5)
    // Would wait for ever if fewer than five worked at once.
    try await (0..<10).concurrentForEach(limit: 5) { _ in try await barrier.wait() }
  }

  @Test("take elements only as there is room for them", arguments: [1, 4])
  func laziness(limit: Int) async throws {
    let (done, most) = (Shared(0), Shared(0))
    let numbers = sequence(state: 0) { (taken: inout Int) -> Int? in
      let ahead = taken + 1 - done.value
      most.change { $0 = max($0, ahead) }
      guard taken < 200 else { return nil }
      taken += 1
      return taken
    }
    try await numbers.concurrentForEach(limit: limit) { _ in
      await Task.yield()
      done.change { $0 += 1 }
    }
    #expect(done.value == 200)
    #expect(most.value <= limit)
  }

  @Test("leave out what nothing can be made of, and keep what is nil itself")
  func compactMap() async throws {
    let even: [Int] = try await (0..<10).concurrentCompactMap(limit: 3) {
      $0.isMultiple(of: 2) ? $0 : nil
    }
    #expect(even == [0, 2, 4, 6, 8])
    let optionals = try await (0..<4).concurrentMap(limit: 2) { $0 == 1 ? Optional<Int>.none : $0 }
    #expect(optionals == [0, nil, 2, 3])
  }

  @Test("work on nothing") func nothing() async throws {
    #expect(try await [Int]().concurrentMap(limit: 3) { $0 } == [])
    #expect(
      try await [Int]().concurrentReduce(into: 7, limit: 3) {
        $0
      } combine: {
        $0 += $1
      } == 7
    )
  }

  @Test("throw the first error after all have ended, and cancel the rest")
  func failure() async throws {
    let (tally, cancelled) = (Tally(), Shared(0))
    let never = AsyncEvent()
    await #expect(throws: Mishap(number: 5)) {
      try await (0..<1000).concurrentForEach(limit: 4) { number in
        tally.enter()
        defer { tally.leave() }
        if number == 5 {
          // The others are at work by now.
          await until { never.waiting == 3 }
          throw Mishap(number: 5)
        }
        if number > 1 {
          do {
            try await never.wait()
          } catch {
            cancelled.change { $0 += 1 }
            throw error
          }
        }
      }
    }
    #expect(tally.now == 0, "something was still at work")
    #expect(cancelled.value == 3)
    #expect(tally.all == 6, "nothing is started after an error")
  }

  @Test("throw an error of the sequence's side as well as of the work's, in a reduction")
  func combineFailure() async throws {
    let tally = Tally()
    await #expect(throws: Mishap(number: 3)) {
      _ = try await (0..<100).concurrentReduce(into: 0, limit: 4) { number in
        await tally.during { number }
      } combine: {
        if $1 == 3 { throw Mishap(number: 3) }
        $0 += $1
      }
    }
    #expect(tally.now == 0)
  }

  @Test("end when the task is cancelled")
  func cancellation() async throws {
    let (tally, never) = (Tally(), AsyncEvent())
    let task = Task {
      try await (0..<100).concurrentMap(limit: 4) { _ in
        try await tally.during { try await never.wait() }
      }
    }
    await until { never.waiting == 4 }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect((tally.all, tally.now) == (4, 0))
  }

  @Test("end when the task is cancelled and the work does not notice")
  func deafWork() async throws {
    let (started, go) = (Shared(0), AsyncEvent())
    let task = Task {
      try await (0..<100).concurrentMap(limit: 2) { number in
        started.change { $0 += 1 }
        await Task { try? await go.wait() }.value
        return number
      }
    }
    await until { go.waiting == 2 }
    task.cancel()
    go.set()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(started.value == 2)
  }

  @Test("put together in order, with no more than the limit done ahead")
  func reduction() async throws {
    let (started, combined, most) = (Shared(0), Shared(0), Shared(0))
    let first = AsyncEvent()
    let text = try await (0..<100).concurrentReduce(into: [Int](), limit: 5) { number in
      let ahead = started.change { started in
        started += 1
        return started
      }
      most.change { $0 = max($0, ahead - combined.value) }
      // The first is the last of its window to be done.
      if number == 0 { try await first.wait() }
      if started.value == 5 { first.set() }
      return number
    } combine: {
      $0.append($1)
      combined.change { $0 += 1 }
    }
    #expect(text == Array(0..<100))
    #expect(most.value <= 5)
  }

  @Test("gather results and errors")
  func results() async throws {
    let results = try await (0..<6).concurrentResults(limit: 2) { number in
      if number.isMultiple(of: 3) { throw Mishap(number: number) }
      return number
    }
    #expect(results.map { try? $0.get() } == [nil, 1, 2, nil, 4, 5])
    #expect(throws: Mishap(number: 3)) { _ = try results[3].get() }
  }

  @Test("gather nothing when the task is cancelled")
  func cancelledResults() async throws {
    let never = AsyncEvent()
    let task = Task {
      try await (0..<3).concurrentResults(limit: 3) { _ in try await never.wait() }
    }
    await until { never.waiting == 3 }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }

  @Test("come through a hundred thousand small pieces of work")
  func stress() async throws {
    let tally = Tally()
    let sum = try await (1...100_000).concurrentReduce(into: 0, limit: 16) { number in
      tally.enter()
      defer { tally.leave() }
      return number
    } combine: {
      $0 += $1
    }
    #expect(sum == 5_000_050_000)
    #expect(tally.most <= 16)
  }

  @Test("ask for elements and put together where they were called")
  @MainActor
  func isolation() async throws {
    var asked = 0
    // Closures that belong to the main actor; called elsewhere they would end the program.
    let numbers = (0..<20).lazy.map { number in
      MainActor.assertIsolated()
      asked += 1
      return number
    }
    let sum = try await numbers.concurrentReduce(into: 0, limit: 3) { number in
      await Task.yield()
      return number
    } combine: {
      MainActor.assertIsolated()
      $0 += $1
    }
    #expect(sum == 190)
    #expect(asked == 20)
    #expect(try await numbers.concurrentMap(limit: 2) { $0 + 1 }.count == 20)
    #expect(try await numbers.concurrentResults(limit: 2) { $0 + 1 }.count == 20)
    let words = Array(0..<100)
    let count = try await words.chunkedReduce(into: 0) {
      $0.count
    } combine: {
      MainActor.assertIsolated()
      $0 += $1
    }
    #expect(count == 100)
  }
}
