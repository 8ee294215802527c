import ConformanceSuites
import Foundation
import Testing

@Suite("Third-party CSV cases", .timeLimit(.minutes(5))) struct CSVSuiteTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/csv").path

  private static let shared = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/conformance/csv").path

  @Test("what CPython's csv reads is read alike, in blocks of any size")
  func python() throws {
    let result = try CSVSuite.run(path: Self.data)
    #expect(result.failures.prefix(20) == [])
    #expect(result.passed > 1500)
  }

  @Test(
    "files kept outside the repository mean what their JSON says",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.shared),
      "skipped: there is no folder ../shared/conformance/csv"
    )
  )
  func sharedFiles() throws {
    #expect(try CSVSuite.run(path: Self.shared).failures == [])
  }
}
