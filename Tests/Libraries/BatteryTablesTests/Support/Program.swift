import BatteryJobs
import Synchronization
import SystemPackage

/// Runs a program of the system, whose answer is compared with ours.
enum Program {
  struct Failure: Error {
    var output: String
  }

  /// Runs a text for the shell in a directory and returns what it writes to standard output.
  static func shell(_ text: String, in directory: FilePath) async throws -> String {
    let lines = Mutex<[LogLine]>([])
    let request = ProcessRequest(
      .arguments(["/bin/sh", "-c", text]),
      environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"],
      directory: directory
    )
    let outcome = try await ProcessRunner.run(request) { _ in
    } onLines: { new in
      lines.withLock { $0 += new }
    }
    let all = lines.withLock { $0 }
    guard outcome.exitStatus == 0 else {
      throw Failure(output: all.map(\.text).joined(separator: "\n"))
    }
    return all.filter { $0.source == .output }.map { $0.text + "\n" }.joined()
  }
}
