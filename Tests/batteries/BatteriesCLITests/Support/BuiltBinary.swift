import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit

/// Runs the program as it was built, beside the bundle of the tests.
struct BuiltBinary {
  /// How it ended.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var error: String
  }

  /// The program.
  static var path: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("batteries").path
  }

  let directory: FilePath

  /// Runs a command line to its end.
  func run(
    _ arguments: String...,
    onStart: @escaping @Sendable (Int32) -> Void = { _ in },
    onLine: @escaping @Sendable (LogLine) -> Void = { _ in }
  ) async throws -> Result {
    try await run([Self.path] + arguments, onStart: onStart, onLine: onLine)
  }

  /// Runs a command line to its end.
  func run(_ arguments: [String]) async throws -> Result {
    try await run([Self.path] + arguments, onStart: { _ in }, onLine: { _ in })
  }

  /// Runs a text for the shell, in which `$batteries` is the program.
  func shell(_ text: String) async throws -> Result {
    try await run(["/bin/sh", "-c", text], onStart: { _ in }, onLine: { _ in })
  }

  private func run(
    _ command: [String],
    onStart: @escaping @Sendable (Int32) -> Void,
    onLine: @escaping @Sendable (LogLine) -> Void
  ) async throws -> Result {
    let lines = Mutex<[LogLine]>([])
    let request = ProcessRequest(
      .arguments(command),
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": directory.string, "TZ": "UTC", "batteries": Self.path,
      ],
      directory: directory
    )
    let outcome = try await ProcessRunner.run(request) { group in
      onStart(group)
    } onLines: { new in
      lines.withLock { $0 += new }
      for line in new { onLine(line) }
    }
    func text(_ source: LogLine.Source) -> String {
      lines.withLock { $0 }.filter { $0.source == source }.map { $0.text + "\n" }.joined()
    }
    return Result(status: outcome.exitStatus, output: text(.output), error: text(.error))
  }
}
