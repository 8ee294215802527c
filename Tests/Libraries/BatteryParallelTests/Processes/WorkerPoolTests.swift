import Foundation
import SystemPackage
import Testing

@testable import BatteryParallel

@Suite("Worker pool", .timeLimit(.minutes(5))) struct WorkerPoolTests {
  @Test("hands results on in the order of the items", arguments: [1, 2, 5])
  func order(workers: Int) async throws {
    let pool = WorkerRig.pool(workers: workers)
    let answers = try await pool.closing {
      try await pool.map((0..<60).map { Errand("square", $0) })
    }
    #expect(answers.map(\.number) == (0..<60).map { $0 * $0 })
    let processes = Set(answers.map(\.processID))
    #expect(processes.count <= workers)
    #expect(!processes.contains(getpid()))
    for process in processes { #expect(!WorkerRig.exists(process), "\(process) is still there") }
  }

  @Test("takes items only as workers have time for them")
  func laziness() async throws {
    let pool = WorkerRig.pool(workers: 2)
    let (taken, answered) = (Shared(0), Shared(0))
    var most = 0
    let errands = (0..<50).lazy.map { number in
      most = max(
        most,
        taken.change {
          $0 += 1; return $0
        } - answered.value
      )
      return Errand("square", number)
    }
    try await pool.closing {
      try await errands.concurrentForEach(limit: 3) { errand in
        _ = try await pool.run(errand)
        answered.change { $0 += 1 }
      }
    }
    #expect(answered.value == 50)
    #expect(most <= 3)
  }

  @Test("tries an item elsewhere whose worker was lost")
  func secondAttempt() async throws {
    let (pool, folder) = (WorkerRig.pool(), try TestFolder())
    let errands = (0..<40).map { number in
      number == 17
        ? Errand("once", 17, path: folder.file("marker").string) : Errand("square", number)
    }
    let answers = try await pool.closing { try await pool.map(errands) }
    #expect(answers.map(\.number) == (0..<40).map { $0 == 17 ? 17 : $0 * $0 })
    #expect(folder.read("marker") != nil, "no worker was lost")
  }

  struct Loss: Sendable, CustomTestStringConvertible {
    var errand: Errand
    var code: WorkerError.Code
    var status: WorkerError.Status?
    var testDescription: String { "\(errand.kind) \(errand.number)" }
  }

  static let losses = [
    Loss(errand: Errand("exit", 0), code: .crashed, status: .exited(0)),
    Loss(errand: Errand("exit", 9), code: .crashed, status: .exited(9)),
    Loss(errand: Errand("signal", Int(SIGKILL)), code: .crashed, status: .signalled(SIGKILL)),
    Loss(errand: Errand("signal", Int(SIGTERM)), code: .crashed, status: .signalled(SIGTERM)),
    Loss(errand: Errand("garbage"), code: .garbled),
    Loss(errand: Errand("forged"), code: .garbled),
  ]

  @Test("reports the item that no worker survives, and loses no other", arguments: losses)
  func loss(_ loss: Loss) async throws {
    let pool = WorkerRig.pool(attempts: 2)
    let errands = (0..<30).map { $0 == 11 ? loss.errand : Errand("square", $0) }
    let results = try await pool.closing { try await pool.results(of: errands) }
    for (number, result) in results.enumerated() where number != 11 {
      #expect(try result.get().number == number * number)
    }
    let error = try #require(throws: WorkerError.self) { _ = try results[11].get() }
    #expect((error.code, error.index, error.attempts) == (loss.code, 11, 2))
    if let status = loss.status { #expect(error.status == status) }
    let process = try #require(error.processID)
    #expect(!WorkerRig.exists(process))
    #expect(error.description.hasPrefix("item 11, attempt 2, worker \(process): "))
  }

  @Test("kills a worker that takes too long, by the pool's clock")
  func timeout() async throws {
    let clock = ManualClock()
    let pool = WorkerRig.pool(workers: 1, timeout: .seconds(60), attempts: 2, clock: clock)
    let task = Task { try await pool.run(Errand("hang"), index: 8) }
    for _ in 0..<2 {
      await clock.untilSleeping()
      clock.advance(by: .seconds(59))
      #expect(clock.sleepers == 1)
      clock.advance(by: .seconds(1))
    }
    let error = await #expect(throws: WorkerError.self) { try await task.value }
    #expect((error?.code, error?.index, error?.attempts) == (.timedOut, 8, 2))
    #expect(error?.status == .signalled(SIGKILL))
    #expect(try await pool.run(Errand("square", 5)).number == 25)
    await pool.close()
    #expect(clock.sleepers == 0)
  }

  @Test("throws at the first item that cannot be done, and kills who works on others")
  func firstError() async throws {
    let pool = WorkerRig.pool(workers: 2, attempts: 1)
    await #expect(throws: WorkerError.self) {
      _ = try await pool.map([Errand("hang"), Errand("exit", 1)])
    }
    // The pool goes on with new workers.
    #expect(try await pool.run(Errand("square", 3)).number == 9)
    await pool.close()
  }

  @Test("hands on what the work throws, without another attempt")
  func throwing() async throws {
    let pool = WorkerRig.pool(workers: 1)
    let results = try await pool.results(of: [Errand("throw", 4), Errand("square", 2)])
    let error = try #require(throws: WorkerError.self) { _ = try results[0].get() }
    #expect((error.code, error.attempts, error.message) == (.threw, 1, "refused 4"))
    // The worker is the same.
    #expect(try results[1].get().processID == error.processID)
    await pool.close()
  }

  @Test("tells the last lines of the worker's standard error")
  func lastLines() async throws {
    let pool = WorkerRig.pool(workers: 1, attempts: 1)
    let error = await #expect(throws: WorkerError.self) {
      try await pool.run(Errand("complain", 5000), index: 3)
    }
    #expect(error?.lastLines == (4996...5000).map { "complaint \($0)" })
    #expect(error?.description.hasSuffix("complaint 4999 | complaint 5000") == true)
    await pool.close()
  }

  @Test("is not disturbed by what the work prints")
  func printing() async throws {
    let pool = WorkerRig.pool()
    let answers = try await pool.closing {
      try await pool.map((0..<20).map { Errand("print", $0) })
    }
    #expect(answers.map(\.number) == Array(0..<20))
  }

  @Test("finds out a program that prints before it is a worker")
  func earlyOutput() async throws {
    let pool = WorkerRig.pool(attempts: 2, arguments: ["early"])
    let error = await #expect(throws: WorkerError.self) { try await pool.run(Errand("square", 1)) }
    #expect(error?.code == .garbled)
    #expect(error?.message.contains(#""ready\n"#) == true)
    await pool.close()
  }

  @Test("carries items and answers of any size and numbers of any kind")
  func sizes() async throws {
    let pool = WorkerRig.pool(workers: 2)
    try await pool.closing {
      for size in [0, 1, 65_536, 5_000_000] {
        #expect(try await pool.run(Errand("long", size)).text?.utf8.count == size)
        let text = String(repeating: "ü", count: size)
        #expect(try await pool.run(Errand("count", path: text)).number == 2 * size)
      }
      let values = try await pool.map((0..<4).map { Errand("value", $0) }).map(\.value)
      #expect(values[0]?.isNaN == true)
      #expect(values[1...] == [.infinity, -.infinity, 0.1])
    }
  }

  @Test("is cancelled in the middle of an item, and leaves no process")
  func cancellation() async throws {
    let pool = WorkerRig.pool(workers: 2)
    let processes = Set(
      try await pool.map((0..<20).map { Errand("square", $0) }).map(\.processID)
    )
    let hanging = Task { try await pool.map((0..<10).map { _ in Errand("hang") }) }
    await until { pool.idleSeats == 0 }
    hanging.cancel()
    await #expect(throws: CancellationError.self) { _ = try await hanging.value }
    for process in processes { #expect(!WorkerRig.exists(process)) }
    #expect(try await pool.run(Errand("square", 4)).number == 16)
    await pool.close()
    #expect(pool.idleSeats == 0)
  }

  @Test("closes also in a task that is cancelled, after the items in work")
  func closing() async throws {
    let pool = WorkerRig.pool(workers: 2)
    let answer = try await pool.run(Errand("square", 4))
    let task = Task {
      await until { Task.isCancelled }
      await pool.close()
    }
    task.cancel()
    await task.value
    #expect(!WorkerRig.exists(answer.processID))
    let error = await #expect(throws: WorkerError.self) { try await pool.run(Errand("square", 1)) }
    #expect(error?.code == .closed)
    await pool.close()
  }

  @Test("is closed for everybody who closes it only when no process is left")
  func closingTwice() async throws {
    let (pool, folder) = (WorkerRig.pool(workers: 1), try TestFolder())
    let gate = folder.file("gate")
    #expect(mkfifo(gate.string, 0o600) == 0)
    let answer = Task { try await pool.run(Errand("gate", path: gate.string)) }
    await until { pool.idleSeats == 0 }
    let first = Task { await pool.close() }
    await until { pool.crew.isClosed }
    let isClosed = Shared(false)
    let second = Task {
      await pool.close()
      isClosed.change { $0 = true }
    }
    for _ in 0..<200 { await Task.yield() }
    #expect(!isClosed.value)
    // Returns when the worker is at its item.
    try await ThreadPool.shared.run { _ in try FileDescriptor.open(gate, .writeOnly).close() }
    await second.value
    await first.value
    #expect(!WorkerRig.exists(try await answer.value.processID))
  }

  @Test("ends its workers when nobody holds it any more")
  func dropped() async throws {
    var pool: WorkerPool<Errand, Answer>? = WorkerRig.pool(workers: 1)
    let process = try #require(try await pool?.run(Errand("square", 1)).processID)
    #expect(WorkerRig.exists(process))
    pool = nil
    await until { !WorkerRig.exists(process) }
  }

  @Test("replaces a worker that went while it had nothing to do")
  func idleLoss() async throws {
    let pool = WorkerRig.pool(workers: 1)
    for _ in 0..<5 {
      let process = try await pool.run(Errand("square", 1)).processID
      kill(process, SIGKILL)
      let answer = try await pool.run(Errand("square", 6))
      #expect(answer.number == 36)
      #expect(answer.processID != process)
    }
    await pool.close()
  }

  @Test("replaces a worker after so many items")
  func wear() async throws {
    let pool = WorkerRig.pool(workers: 1, restarts: 0, itemsPerWorker: 4)
    let answers = try await pool.map((0..<12).map { Errand("square", $0) })
    let processes = answers.map(\.processID)
    #expect(Set(processes).count == 3)
    #expect(Set(processes[0..<4]).count == 1)
    await pool.close()
    for process in Set(processes) { #expect(!WorkerRig.exists(process)) }
  }

  @Test("gives up when more workers are lost than may be")
  func restarts() async throws {
    let pool = WorkerRig.pool(workers: 1, attempts: 1, restarts: 2)
    let results = try await pool.results(of: (0..<6).map { Errand("exit", $0) })
    let codes = results.map { result -> WorkerError.Code? in
      guard case .failure(let error as WorkerError) = result else { return nil }
      return error.code
    }
    #expect(codes == [.crashed, .crashed, .crashed] + Array(repeating: .tooManyRestarts, count: 3))
    await pool.close()
  }

  @Test("says when the program is missing")
  func missingProgram() async throws {
    let pool = WorkerPool<Int, Int>("/nowhere/worker")
    let error = await #expect(throws: WorkerError.self) { try await pool.map([1]) }
    #expect(error?.code == .notStarted)
    #expect(error?.message.hasPrefix("/nowhere/worker could not be started: ") == true)
    await pool.close()
  }

  @Test("says when both sides are of different types")
  func otherTypes() async throws {
    let numbers = WorkerPool<Int, Int>(WorkerRig.program, workers: 1)
    let refused = await #expect(throws: WorkerError.self) { try await numbers.run(7) }
    #expect(refused?.code == .threw)
    #expect(refused?.message.hasPrefix("the item is no Errand: ") == true)
    await numbers.close()
    let texts = WorkerPool<Errand, String>(WorkerRig.program, workers: 1)
    let unread = await #expect(throws: WorkerError.self) {
      try await texts.run(Errand("square", 1))
    }
    #expect(unread?.code == .notCoded)
    await texts.close()
  }

  @Test("ends with a worker what it has started, and is not held up by it")
  func grandchild() async throws {
    let (pool, folder) = (WorkerRig.pool(workers: 1, attempts: 1), try TestFolder())
    let error = await #expect(throws: WorkerError.self) {
      try await pool.run(Errand("child", path: folder.file("child").string))
    }
    #expect(error?.status == .exited(4))
    let child = try #require(folder.read("child").flatMap { Int32($0) })
    await until { !WorkerRig.isAlive(child) }
    await pool.close()
  }

  @Test("leaves no worker when its program is killed")
  func killedParent() async throws {
    let folder = try TestFolder()
    let file = folder.file("workers")
    let parent = try await WorkerConnection(
      WorkerProgram(executable: WorkerRig.program, arguments: ["pool", file.string]),
      frameLimit: 1 << 20
    )
    await until { folder.read("workers")?.hasSuffix("\n") == true }
    let workers = (folder.read("workers") ?? "").split(whereSeparator: \.isWhitespace)
      .compactMap { Int32($0) }
    #expect((1...2).contains(workers.count))
    for worker in workers { #expect(WorkerRig.isAlive(worker)) }
    kill(parent.processID, SIGKILL)
    // Each notices by itself that its input has ended.
    await until { !workers.contains(where: WorkerRig.isAlive) }
    _ = await parent.killed()
  }

  @Test("loses nothing when its workers die at random moments", arguments: [1, 3])
  func deaths(workers: Int) async throws {
    let pool = WorkerRig.pool(workers: workers, attempts: 1000)
    var dice = SeededGenerator(3)
    let errands = (0..<300).map { number in
      // One in ten answers, and dies a little later: at work on another item, or between two.
      number.isMultiple(of: 10)
        ? Errand("doom", number, path: "\(Int.random(in: 0..<2000, using: &dice))")
        : Errand("print", number)
    }
    let answers = try await pool.closing { try await pool.map(errands) }
    #expect(answers.map(\.number) == Array(0..<300))
    #expect(Set(answers.map(\.processID)).count > 3)
  }
}
