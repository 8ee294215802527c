import ConformanceSuites
import Foundation
import Testing

@Suite("Third-party JSON cases") struct JSONSuiteTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/json").path

  private static let shared = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/conformance/json").path

  @Test("what CPython's own tests read or refuse, we do too", .timeLimit(.minutes(5)))
  func recorded() throws {
    let result = try JSONSuite.run(path: Self.data)
    #expect(result.failures == [])
    #expect(result.passed > 200)
  }

  @Test(
    "every text of JSONTestSuite is read or refused as its name says",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.shared),
      "skipped: there is no folder ../shared/conformance/json"
    ),
    .timeLimit(.minutes(5))
  )
  func testSuite() throws {
    let result = try JSONSuite.run(path: Self.shared)
    #expect(result.failures == [])
    #expect(result.passed == 318)
  }
}
