import BatteryJobs
import ConformanceSuites
import Foundation
import Synchronization
import SystemPackage
import Testing

/// Short runs of the fuzzers; `Scripts/fuzz-tables` has long ones.
@Suite("Random tables", .timeLimit(.minutes(5))) struct CSVFuzzTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let shared = folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/conformance").path

  @Test("come back as they were from CSV of any dialect, read in blocks of any size")
  func roundTrips() {
    let outcome = CSVFuzz.run(seed: 1, count: 3000)
    #expect(outcome.failures == [])
    #expect(outcome.same > 2000)
  }

  @Test(
    "in damaged files of third parties are read or refused, alike in blocks of every size",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared),
      "the third parties' files are not beside the repository"
    ),
    arguments: ["csv", "json"]
  )
  func sharedMutants(_ name: String) throws {
    let outcome = try MutantFuzz.run(path: "\(Self.shared)/\(name)", seed: 1, count: 2000)
    #expect(outcome.failures == [])
    #expect(outcome.read > 20)
    #expect(outcome.refused > 100)
  }

  @Test(
    "are read alike by CPython's csv, whoever wrote them and however they are damaged",
    .enabled("python3 is not installed, or older than 3.10") { await hasPython() }
  )
  func python() async throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("conformance").path
    let script = Self.folder.appending(path: "Oracles/fuzz_tables.py").path
    let (status, output) = try await Self.run(
      ["python3", script, program, "--count", "300", "--seed", "1", "--only"]
        + ["written,dialects,damaged"]
    )
    #expect(status == 0, "\(output)")
    for part in ["written", "dialects", "damaged, CPython"] {
      #expect(output.contains("\(part): "), "\(output)")
    }
  }

  private static func hasPython() async -> Bool {
    let check = "import sys; sys.exit(sys.version_info < (3, 10))"
    return (try? await run(["python3", "-c", check]))?.status == 0
  }

  /// Runs a program that is found in the `PATH`.
  private static func run(_ command: [String]) async throws -> (status: Int32?, output: String) {
    let lines = Mutex<[String]>([])
    let request = ProcessRequest(
      .arguments(command),
      environment: ProcessInfo.processInfo.environment,
      directory: FilePath(FileManager.default.temporaryDirectory.path)
    )
    let outcome = try await ProcessRunner.run(request) { _ in
    } onLines: { new in
      lines.withLock { $0 += new.map(\.text) }
    }
    return (outcome.exitStatus, lines.withLock { $0.joined(separator: "\n") })
  }
}
