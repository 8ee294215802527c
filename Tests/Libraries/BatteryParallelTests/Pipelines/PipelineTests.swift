import BatteryParallel
import Testing

@Suite("Pipeline", .timeLimit(.minutes(5))) struct PipelineTests {
  @Test("keeps the order through its stages", arguments: [1, 2, 5, 16])
  func order(limit: Int) async throws {
    let tallies = (Tally(), Tally())
    let output = try await Pipeline(0..<400)
      .stage(limit: limit) { number in await tallies.0.during { number + 1 } }
      .stage(limit: 3) { number in await tallies.1.during { "\(number)" } }
      .collect()
    #expect(output == (1...400).map { "\($0)" })
    #expect(tallies.0.most <= limit)
    #expect(tallies.1.most <= 3)
  }

  @Test("works on several at once in each stage")
  func isConcurrent() async throws {
    let barrier = AsyncBarrier(parties: 4)
    let count = try await Pipeline(0..<40)
      .stage(limit: 4) { number in
        try await barrier.wait()
        return number
      }
      .reduce(into: 0) { count, _ in count += 1 }
    #expect(count == 40)
  }

  @Test("holds back its source when the end is slow")
  func backPressure() async throws {
    let (emitted, taken) = (Shared(0), Shared(0))
    let source = Pipeline<Int> { emit in
      for number in 0..<200 {
        try await emit(number)
        emitted.change { $0 += 1 }
      }
    }
    var most = 0
    try await source.stage(limit: 3) { $0 }.forEach { _ in
      taken.change { $0 += 1 }
      for _ in 0..<50 { await Task.yield() }
      most = max(most, emitted.value - taken.value)
    }
    #expect(emitted.value == 200)
    // Three in the stage, one in each queue before and behind it, one with its sender.
    #expect(most <= 6)
  }

  @Test("hands on what is done while its source has nothing")
  func slowSource() async throws {
    let input = BoundedQueue<Int>(capacity: 1)
    let output = BoundedQueue<Int>(capacity: 1)
    async let run: Void = Pipeline(input).stage(limit: 4) { $0 * 10 }
      .forEach { try await output.send($0) }
    for number in 1...3 {
      try await input.send(number)
      // The next one is not sent before this one has come out.
      #expect(try await output.receive() == number * 10)
    }
    input.finish()
    try await run
  }

  @Test("leaves out elements")
  func filter() async throws {
    let output = try await Pipeline(0..<20).filter(limit: 4) { $0.isMultiple(of: 5) }.collect()
    #expect(output == [0, 5, 10, 15])
  }

  @Test("throws the first error of any of its parts, and all have ended", arguments: 0..<4)
  func failure(part: Int) async throws {
    let tally = Tally()
    let source = Pipeline<Int> { emit in
      tally.enter()
      defer { tally.leave() }
      for number in 0..<1000 {
        if part == 0, number == 7 { throw Mishap(number: part) }
        try await emit(number)
      }
    }
    await #expect(throws: Mishap(number: part)) {
      try await source
        .stage(limit: 3) { number in
          try await tally.during {
            if part == 1, number == 7 { throw Mishap(number: part) }
            return number
          }
        }
        .stage(limit: 2) { number in
          try await tally.during {
            if part == 2, number == 7 { throw Mishap(number: part) }
            return number
          }
        }
        .forEach { if part == 3, $0 == 7 { throw Mishap(number: part) } }
    }
    #expect(tally.now == 0)
    #expect(tally.all < 100)
  }

  @Test("ends when the task is cancelled in the middle")
  func cancellation() async throws {
    let (tally, never) = (Tally(), AsyncEvent())
    let task = Task {
      try await Pipeline(0..<1000).stage(limit: 3) { number in
        try await tally.during {
          if number >= 5 { try await never.wait() }
          return number
        }
      }
      .collect()
    }
    await until { never.waiting == 3 }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    #expect(tally.now == 0)
  }
}
