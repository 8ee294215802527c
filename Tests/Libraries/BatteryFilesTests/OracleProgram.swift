import BatteryFiles
import Foundation
import Subprocess
import SystemPackage
import Testing

/// A program that tells what the answer should be, where it is installed.
enum OracleProgram {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// An interpreter that is 3.13 or later: `ORACLE_PYTHON`, one on the path, or one of pyenv's.
  static var python: FilePath? {
    get async {
      let named = ProcessInfo.processInfo.environment["ORACLE_PYTHON"].map { [FilePath($0)] } ?? []
      let versions = try? FilePath("~/.pyenv/versions").expandingHome()
      let installed = versions.map { folder in
        (try? Glob("3.1[3-9]*/bin/python3"))?.paths(in: folder).map { folder.pushing($0) } ?? []
      }
      let candidates = named + find(["python3.13", "python3"]) + (installed ?? [])
      for candidate in candidates {
        let question = "import sys; sys.exit(sys.version_info < (3, 13))"
        if (try? await output(candidate, ["-c", question], in: "/")) != nil { return candidate }
      }
      return nil
    }
  }

  static var git: FilePath? { find(["git"]).first }

  /// Runs the program and returns what it prints; statuses other than those expected are failures.
  static func output(
    _ program: FilePath,
    _ arguments: [String],
    in directory: FilePath,
    input: [UInt8] = [],
    statuses: Set<Int32> = [0]
  ) async throws -> [UInt8] {
    let result = try await run(
      .path(program),
      arguments: Arguments(arguments),
      environment: .inherit.updating([
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
        "PYTHONIOENCODING": "utf-8:surrogateescape", "PYTHONUTF8": "1",
      ]),
      workingDirectory: directory,
      input: .array(input),
      output: .bytes(limit: 64 << 20),
      error: .string(limit: 1 << 20)
    )
    guard case .exited(let status) = result.terminationStatus, statuses.contains(status) else {
      throw Failure(description: "\(program): \(result.terminationStatus) \(result.standardError)")
    }
    return result.standardOutput
  }

  private static func find(_ names: [String]) -> [FilePath] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").flatMap { folder in
      names.map { FilePath(String(folder)).appending($0) }
    }
    return candidates.filter { FileManager.default.isExecutableFile(atPath: $0.string) }
  }
}
