import Foundation
import Synchronization
import TestKit
import Testing

@testable import BatteryJobs

@Suite("Process tree", .timeLimit(.minutes(5))) struct ProcessTreeTests {
  let directory: TemporaryDirectory
  let recorder = LineRecorder()
  let mark = "test-\(UUID().uuidString)"

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("ends a run by its mark alone, as a restarted hub does")
  func endByMark() async throws {
    let run = Task { try await start("echo ready; sleep 1000") }
    await recorder.wait(for: "ready")
    #expect(ProcessTree.members(mark: mark).count == 2)
    let killed = await ProcessTree.end(mark: mark, grace: .seconds(30), clock: SystemTimeSource())
    #expect(killed == 0)
    #expect(try await run.value.status == .signalled(15))
  }

  @Test("counts the processes that had to be killed")
  func killed() async throws {
    let run = Task { try await start("trap '' TERM; echo ready; while :; do sleep 1000; done") }
    await recorder.wait(for: "ready")
    let killed = await ProcessTree.end(mark: mark, grace: .zero, clock: SystemTimeSource())
    #expect(killed >= 1)
    #expect(try await run.value.status == .signalled(9))
  }

  @Test("takes no mark for another that only begins like it")
  func exactMark() async throws {
    let run = Task { try await start("echo ready; sleep 1000") }
    await recorder.wait(for: "ready")
    #expect(ProcessTree.members(mark: String(mark.dropLast())).isEmpty)
    #expect(ProcessTree.members(mark: mark + "0").isEmpty)
    run.cancel()
    _ = await run.result
  }

  @Test("does not trust the number of a group in which nobody has the mark")
  func foreignGroup() async throws {
    let group = Mutex<Int32>(0)
    let run = Task {
      try await start("echo ready; sleep 1000") { id in group.withLock { $0 = id } }
    }
    await recorder.wait(for: "ready")
    // The program may have printed before its start was told.
    while group.withLock({ $0 }) == 0 { await Task.yield() }
    let number = group.withLock { $0 }
    #expect(ProcessTree.members(mark: "another", group: number).isEmpty)
    #expect(ProcessTree.members(mark: mark, group: number).count == 2)
    run.cancel()
    _ = await run.result
  }

  @Test("never names this program, the first process or their groups", arguments: [0, 1, -1])
  func protected(_ group: Int32) {
    #expect(ProcessTree.members(mark: "", group: group).isEmpty)
    #expect(ProcessTree.members(mark: "", group: getpgrp()).isEmpty)
  }

  @Test("tells a process from a later one of the same number")
  func startTime() throws {
    #expect(try #require(ProcessTree.startTime(of: getpid())) > 0)
    #expect(ProcessTree.startTime(of: 0x7FFF_FFFF) == nil)
  }

  @Test("leaves no zombie after 200 runs, adopted ones included")
  func noZombies() async throws {
    ProcessTree.becomeSubreaper()
    for _ in 0..<50 {
      try await withThrowingTaskGroup { group in
        for _ in 0..<4 {
          group.addTask { _ = try await start("(setsid true >/dev/null 2>&1 &); true &") }
        }
        try await group.waitForAll()
      }
    }
    let deadline = ContinuousClock.now + .seconds(20)
    // Other tests' children end at the same time: what counts is that there once is none left.
    var left = Self.zombies()
    while !left.isEmpty, ContinuousClock.now < deadline {
      ProcessTree.reapOrphans()
      await Task.yield()
      left = Self.zombies()
    }
    #expect(left.isEmpty)
  }

  private static func zombies() -> [Int32] {
    ProcessTable.entries().filter { $0.isZombie && $0.parent == getpid() }.map(\.identity.pid)
  }

  @discardableResult
  private func start(
    _ command: String,
    onStart: @escaping @Sendable (Int32) async -> Void = { _ in }
  ) async throws -> ProcessOutcome {
    let request = ProcessRequest(
      .shell(command),
      environment: ["PATH": "/usr/bin:/bin"],
      directory: directory.path,
      grace: .seconds(2),
      mark: mark
    )
    return try await ProcessRunner.run(request, onStart: onStart) { [recorder] in
      recorder.take($0)
    }
  }
}
