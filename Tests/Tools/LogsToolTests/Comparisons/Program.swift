import BatteryJobs
import Foundation
import Synchronization
import SystemPackage

/// A program of the system that a test runs beside this package's code.
struct Program {
  /// How it ended, and what it printed.
  struct Result: Sendable {
    var status: Int32
    var output: String
    var error: String
  }

  /// Where it lies.
  let path: String

  /// Looks for a program; `nil` when it is not installed.
  init?(_ name: String) {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let found = (folders.map(String.init) + ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/sbin"])
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    path = found
  }

  /// Runs it to its end.
  func run(_ arguments: [String], in directory: FilePath) async throws -> Result {
    let lines = Mutex<[LogLine]>([])
    let outcome = try await ProcessRunner.run(request(arguments, in: directory)) { new in
      lines.withLock { $0 += new }
    }
    func text(_ source: LogLine.Source) -> String {
      lines.withLock { $0 }.filter { $0.source == source }.map { $0.text + "\n" }.joined()
    }
    return Result(status: outcome.exitStatus, output: text(.output), error: text(.error))
  }

  /// Runs it while a body is at work, and ends it and all that it has started when the body is done.
  ///
  /// - Returns: What the body returns.
  func serve<Value: Sendable>(
    _ arguments: [String],
    in directory: FilePath,
    while body: @Sendable () async throws -> Value
  ) async throws -> Value {
    var request = request(arguments, in: directory)
    request.grace = .seconds(3)
    let said = Mutex<[String]>([])
    let server = Task { [request] in
      try await ProcessRunner.run(request) { lines in
        said.withLock { $0 += lines.map(\.text) }
      }
    }
    var failure: (any Error)?
    var value: Value?
    do { value = try await body() } catch { failure = error }
    server.cancel()
    _ = try? await server.value
    if let value { return value }
    throw ServerFailure(
      error: failure ?? CancellationError(),
      said: said.withLock { $0 }.suffix(20).joined(separator: "\n")
    )
  }

  private func request(_ arguments: [String], in directory: FilePath) -> ProcessRequest {
    var environment = ProcessInfo.processInfo.environment
    environment["HOME"] = directory.string
    environment["TZ"] = "Europe/Berlin"
    environment["LC_ALL"] = "C.UTF-8"
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return ProcessRequest(
      .arguments([path] + arguments),
      environment: environment,
      directory: directory
    )
  }
}

/// Why a test with a server failed, and the last that the server said.
struct ServerFailure: Error, CustomStringConvertible {
  var error: any Error
  var said: String

  var description: String { "\(error)\n\(said)" }
}
