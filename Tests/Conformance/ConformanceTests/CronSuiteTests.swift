import ConformanceSuites
import Foundation
import Testing

@Suite("Third-party cron cases") struct CronSuiteTests {
  private static let data = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Data/cron").path

  @Test("every row of every table gives the answer in it")
  func everyRow() throws {
    let result = try CronSuite.run(path: Self.data)
    #expect(result.failures == [])
    #expect(result.passed > 0)
  }
}
