import BatteryParallel
import Foundation
import SystemPackage
import Testing

/// What is asked of the worker for tests; see `Tests/Support/ParallelWorker`.
struct Errand: Codable, Sendable {
  var kind: String
  var number: Int
  var path: String?

  init(_ kind: String, _ number: Int = 0, path: String? = nil) {
    self.kind = kind
    self.number = number
    self.path = path
  }
}

struct Answer: Codable, Sendable {
  var number: Int
  var processID: Int32
  var value: Double?
  var text: String?
}

enum WorkerRig {
  /// The worker's program, which is built beside the tests.
  static var program: FilePath {
    FilePath(
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("ParallelWorker").path
    )
  }

  static func pool(
    workers: Int = 2,
    timeout: Duration? = nil,
    attempts: Int = 3,
    restarts: Int? = nil,
    itemsPerWorker: Int? = nil,
    arguments: [String] = [],
    clock: any Clock<Duration> = ContinuousClock()
  ) -> WorkerPool<Errand, Answer> {
    WorkerPool(
      program,
      arguments: arguments,
      workers: workers,
      timeout: timeout,
      attempts: attempts,
      restarts: restarts,
      itemsPerWorker: itemsPerWorker,
      clock: clock
    )
  }

  /// Whether a process is there, be it as a zombie.
  static func exists(_ processID: Int32) -> Bool { kill(processID, 0) == 0 }

  /// Whether a process runs.
  static func isAlive(_ processID: Int32) -> Bool {
    guard exists(processID) else { return false }
    #if os(Linux)
    let status = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8)
    guard let status, let end = status.lastIndex(of: ")") else { return false }
    return !status[end...].hasPrefix(") Z")
    #else
    return true
    #endif
  }
}

/// A folder of one test's own.
final class TestFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("batteries-parallel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func file(_ name: String) -> FilePath { FilePath(url.appendingPathComponent(name).path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> FilePath {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
    return file(name)
  }

  func read(_ name: String) -> String? {
    try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
