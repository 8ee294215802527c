import Foundation
import SystemPackage
import Testing

@testable import BatteryParallel

/// What becomes of items that were sent ahead to a worker.
@Suite("Worker lane", .timeLimit(.minutes(5))) struct WorkerLaneTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Lanes with eight items that are sent as one, unless they are taken by another lane.
  private struct Rig {
    let crew: WorkerCrew
    let agenda: WorkerAgenda
    let results = WorkerResults<Answer>(keepsErrors: true)

    init(
      lanes: Int = 1,
      timeout: Duration? = nil,
      attempts: Int = 1,
      clock: any Clock<Duration> = ContinuousClock(),
      _ errands: [Errand]
    ) async throws {
      crew = WorkerCrew(
        WorkerProgram(executable: WorkerRig.program, arguments: []),
        workers: lanes,
        timeout: timeout,
        attempts: attempts,
        restarts: nil,
        itemsPerWorker: nil,
        clock: clock
      )
      agenda = WorkerAgenda(lanes: lanes)
      for (index, errand) in errands.enumerated() {
        _ = try await agenda.add(
          WorkerItem(index: index, body: try WorkerCoding.encode(errand))
        )
      }
      agenda.finish()
    }

    func run(_ number: Int = 0) async throws {
      let lane = WorkerLane(number, crew, agenda, depth: 8) { [results] in
        try results.settle($0, $1, at: $0.index)
      }
      try await lane.run()
    }

    func error(_ index: Int) -> WorkerError? {
      guard case .failure(let error) = results.all[index] else { return nil }
      return error as? WorkerError
    }
  }

  /// Eight errands that leave a line each in a file when they are begun, but for some.
  private func witnesses(_ others: [Int: Errand]) -> [Errand] {
    (0..<8).map { others[$0] ?? Errand("witness", $0, path: folder.file("begun").string) }
  }

  /// The numbers of the errands that were begun, in their order.
  private var begun: [Int] {
    (folder.read("begun") ?? "").split(separator: "\n").compactMap { Int($0) }
  }

  @Test(
    "begins each item once although one before it took the worker with it",
    arguments: WorkerPoolTests.losses,
    [1, 3]
  )
  func crash(_ loss: WorkerPoolTests.Loss, attempts: Int) async throws {
    let rig = try await Rig(attempts: attempts, witnesses([2: loss.errand, 5: loss.errand]))
    try await rig.run()
    await rig.crew.close()
    // A worker that wrote what is no answer goes on until it is killed, so only it may have begun
    // another item.
    let all = loss.code == .garbled ? Set(begun).sorted() : begun.sorted()
    #expect(all == [0, 1, 3, 4, 6, 7])
    for (index, result) in rig.results.all.enumerated() {
      if [2, 5].contains(index) {
        // The second was ahead when the first one's worker was lost; that does not count.
        #expect((rig.error(index)?.code, rig.error(index)?.attempts) == (loss.code, attempts))
      } else {
        #expect(try result.get().number == index)
      }
    }
  }

  @Test("gives an item the time that it may take from when it begins")
  func timeout() async throws {
    let clock = ManualClock()
    let rig = try await Rig(timeout: .seconds(60), clock: clock, witnesses([2: Errand("hang")]))
    let task = Task { try await rig.run() }
    await clock.untilSleeping()
    await until { begun == [0, 1] }
    clock.advance(by: .seconds(59))
    #expect(clock.sleepers == 1)
    // The hanging item began before the clock moved, or as it did.
    while rig.results.all.allSatisfy({ (try? $0.get()) != nil }) {
      clock.advance(by: .seconds(1))
      await Task.yield()
    }
    try await task.value
    await rig.crew.close()
    #expect(rig.error(2)?.code == .timedOut)
    #expect(begun.sorted() == [0, 1, 3, 4, 5, 6, 7])
  }

  @Test("does not count the time in which an item waits behind another")
  func timeAhead() async throws {
    let clock = ManualClock()
    let gates = ["first", "second"].map { folder.file($0) }
    for gate in gates { #expect(mkfifo(gate.string, 0o600) == 0) }
    let errands = gates.enumerated().map { Errand("gate", $0.offset, path: $0.element.string) }
    let rig = try await Rig(timeout: .seconds(60), clock: clock, errands)
    let task = Task { try await rig.run() }
    await clock.untilSleeping()
    for (index, gate) in gates.enumerated() {
      clock.advance(by: .seconds(59))
      // Returns when the worker is at this item, or another one after it was killed.
      try await ThreadPool.shared.run { _ in
        try FileDescriptor.open(gate, .writeOnly).close()
      }
      await until { rig.results.all.count == index + 1 }
    }
    try await task.value
    await rig.crew.close()
    #expect(rig.results.all.compactMap { try? $0.get().number } == [0, 1])
  }

  @Test("hands what waits behind a long item to a lane that has nothing to do")
  func recall() async throws {
    let gate = folder.file("gate").string
    #expect(mkfifo(gate, 0o600) == 0)
    let rig = try await Rig(lanes: 2, witnesses([0: Errand("gate", 0, path: gate)]))
    async let first: Void = rig.run(0)
    async let second: Void = rig.run(1)
    // The gate opens only when all the others are done.
    await until { rig.results.all.count == 7 }
    #expect(begun.sorted() == [1, 2, 3, 4, 5, 6, 7])
    try FileDescriptor.open(FilePath(gate), .writeOnly).close()
    _ = try await (first, second)
    await rig.crew.close()
    #expect(rig.results.all.count == 8)
    #expect(begun.sorted() == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test("keeps answers that came before the worker was lost")
  func lastAnswers() async throws {
    let worker = try await WorkerConnection(
      WorkerProgram(executable: WorkerRig.program, arguments: []),
      frameLimit: 1 << 20
    )
    let frames = try [
      Errand("square", 1), Errand("square", 2), Errand("exit", 5), Errand("square"),
    ]
    .enumerated().map {
      WorkerFrame(kind: .item, number: UInt32($0.offset), body: try WorkerCoding.encode($0.element))
    }
    await #expect(throws: WorkerConnection.Break.ended) {
      _ = try await worker.answers(whenLeft: 0, sending: frames)
    }
    #expect(worker.takeAnswers().map(\.number) == [0, 1])
    #expect(await worker.killed().status == .exited(5))
  }

  @Test("loses no item of a long sequence to those that take their workers with them")
  func once() async throws {
    let path = folder.file("begun").string
    let pool = WorkerRig.pool(workers: 3, attempts: 1)
    let errands = (0..<300).map { number in
      number % 50 == 49 ? Errand("exit", 1) : Errand("witness", number, path: path)
    }
    let results = try await pool.closing { try await pool.results(of: errands) }
    for (number, result) in results.enumerated() {
      #expect((try? result.get().number) == (number % 50 == 49 ? nil : number))
    }
    #expect(begun.sorted() == (0..<300).filter { $0 % 50 != 49 })
  }
}
