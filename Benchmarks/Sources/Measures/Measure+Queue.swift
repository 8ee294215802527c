import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage

extension Measure {
  /// Makes an empty database, so that a peer works on exactly the same tables.
  @Sendable static func schema(_ arguments: Arguments) async throws {
    let path = FilePath(try arguments.text(0))
    let directory = path.removingLastComponent().string
    try FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true
    )
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path.string + suffix)
    }
    try SQLiteStore(path).close()
  }

  /// Runs through the queue: put in, claimed and finished, so many a call, by so many at once.
  @Sendable static func queue(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let batch = try arguments.number(1)
    let workers = try arguments.number(3)
    let folder = try Folder()
    defer { folder.remove() }
    let store = try SQLiteStore(
      folder.path.appending("hub.sqlite"),
      isDurable: try arguments.text(2) == "full"
    )
    let clock = SystemTimeSource()
    var start = clock.uptime
    let now = clock.now
    let senders = 64
    try await each(of: senders) { sender in
      for index in stride(from: sender, to: count, by: senders) {
        _ = try await store.enqueue(
          RunRequest(
            job: "job-\(index % 100)",
            trigger: .manual,
            isExclusive: false,
            readyAt: now,
            createdAt: now
          )
        )
      }
      return 0
    }
    Figure.print(
      "enqueue by \(senders)",
      Double(count) / (clock.uptime - start).inSeconds,
      "jobs/s"
    )
    start = clock.uptime
    let processor = Machine.processorSeconds
    let done = try await each(of: workers) { _ in try await work(store, batch, clock) }
    let seconds = (clock.uptime - start).inSeconds
    guard done == count else { throw BenchmarkError("\(done) of \(count) runs came through") }
    Figure.print("rate", Double(count) / seconds, "jobs/s")
    Figure.print(
      "processor",
      (Machine.processorSeconds - processor) / Double(count) * 1e6,
      "µs/job"
    )
    try store.close()
  }

  /// Claims and finishes until nothing is left; returns how many jobs.
  private static func work(
    _ store: SQLiteStore,
    _ batch: Int,
    _ clock: SystemTimeSource
  ) async throws -> Int {
    var done = 0
    while true {
      let claim = try await store.claim(
        limit: batch,
        only: nil,
        owner: "benchmark",
        now: clock.now,
        lease: .seconds(30)
      )
      guard !claim.runs.isEmpty else { return done }
      let finished = clock.now
      let ends = claim.runs.map { run in
        RunEnd(
          run: run.id,
          fence: run.fence,
          attempt: run.attempt,
          state: .succeeded,
          finishedAt: finished,
          exitStatus: 0,
          summary: "exited with status 0"
        )
      }
      done += try await store.finish(ends).count
    }
  }

  /// Does something several times at once; returns the sum of the results.
  @discardableResult
  private static func each(
    of count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Int
  ) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<count { group.addTask { try await body(index) } }
      return try await group.reduce(0, +)
    }
  }
}
