import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// A program that reads the log is killed at random moments, while it is written to and rotated.
///
/// The whole form is `BATTERIES_LOG_KILLS=100 swift test --filter KillTests.rotation`.
@Suite("Reading logs that is killed", .serialized, .timeLimit(.minutes(20))) struct KillTests {
  private static let kills =
    ProcessInfo.processInfo.environment["BATTERIES_LOG_KILLS"].flatMap { Int($0) } ?? 10
  private static let seed =
    ProcessInfo.processInfo.environment["BATTERIES_LOG_SEED"].flatMap { UInt64($0) } ?? 2026

  @Test("loses no line and reads none twice", arguments: ["run", "follow"])
  func rotation(_ mode: String) async throws {
    let yard = try LogYard()
    try yard.write(10)
    try yard.run()
    var script = RandomRotation(yard, seed: Self.seed)
    var dice = RandomRotation.Dice(seed: Self.seed &+ 1)
    var kills = 0
    while kills < Self.kills {
      let reader = try await Reader(yard, mode)
      // Some die while they start, others have worked for a while.
      let steps = Int.random(in: 0...30, using: &dice)
      var done = 0
      while done < steps {
        try await script.act {
          done += 1
          usleep(UInt32.random(in: 0...4000, using: &dice))
        }
      }
      usleep(UInt32.random(in: 0...20000, using: &dice))
      #expect(try await reader.kill() == "")
      kills += 1
      for _ in 0..<Int.random(in: 0...2, using: &dice) { try await script.act {} }
      if kills % 5 == 0 {
        #expect(try yard.run().report() == yard.wholeReport(), "after \(kills) kills")
      }
    }
    #expect(try yard.run().report() == yard.wholeReport())
  }

  /// The program that is killed.
  private struct Reader {
    private let task: Task<String, any Error>
    private let group: Int32

    init(_ yard: LogYard, _ mode: String) async throws {
      let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("LogReader").path
      let request = ProcessRequest(
        .arguments([program, yard.state.string, yard.log.string, mode]),
        environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC"],
        directory: yard.directory.path
      )
      let (starts, continuation) = AsyncStream<Int32>.makeStream()
      task = Task {
        let printed = Printed()
        _ = try await ProcessRunner.run(request) { group in
          continuation.yield(group)
          continuation.finish()
        } onLines: { new in
          printed.add(new.map(\.text))
        }
        continuation.finish()
        return printed.text
      }
      var group: Int32?
      for await started in starts { group = started }
      guard let group else {
        _ = try await task.value
        throw CancellationError()
      }
      self.group = group
    }

    /// Kills it.
    ///
    /// - Returns: What it printed, which is nothing unless it failed.
    func kill() async throws -> String {
      Foundation.kill(-group, SIGKILL)
      return try await task.value
    }
  }

  private final class Printed: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func add(_ new: [String]) { lines.withLock { $0 += new } }
  }
}
