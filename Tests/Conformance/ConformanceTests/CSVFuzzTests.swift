import BatteryJobs
import ConformanceSuites
import Foundation
import Synchronization
import SystemPackage
import Testing

/// Short runs of the fuzzers; `Scripts/fuzz-tables` has long ones.
@Suite("Random tables", .timeLimit(.minutes(2))) struct CSVFuzzTests {
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
}
