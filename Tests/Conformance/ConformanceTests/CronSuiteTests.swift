import ConformanceSuites
import Foundation
import Testing

@Suite("Third-party cron cases") struct CronSuiteTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/cron").path

  private static let shared = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/conformance/cron").path

  @Test("every row of every table gives the answer in it")
  func everyRow() throws {
    let result = try CronSuite.run(path: Self.data)
    #expect(result.failures == [])
    #expect(result.passed > 800)
  }

  @Test(
    "tables kept outside the repository pass too",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.shared),
      "skipped: there is no folder ../shared/conformance/cron"
    )
  )
  func sharedTables() throws {
    #expect(try CronSuite.run(path: Self.shared).failures == [])
  }
}

@Suite("Changes of the clock as zdump prints them") struct ZonesSuiteTests {
  @Test("awkward zones change when their history says")
  func awkwardZones() throws {
    let path = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Data/zones/awkward.txt").path
    let result = try ZonesSuite.run(path: path)
    #expect(result.failures == [])
    #expect(result.passed > 1000)
  }
}
