import ConformanceSuites
import Foundation
import Testing

@Suite("NIST's reference data sets") struct StrdSuiteTests {
  private static let shared = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/conformance/strd").path

  @Test(
    "every certified quantity has 14 digits or more from the text of the file",
    .enabled(
      if: FileManager.default.fileExists(atPath: Self.shared),
      "skipped: there is no folder ../shared/conformance/strd"
    ),
    .timeLimit(.minutes(5))
  )
  func everyQuantity() throws {
    let result = try StrdSuite.run(path: Self.shared)
    #expect(result.failures == [])
    #expect(result.passed >= 227)
  }

  @Test("a quantity that is wrong in the thirteenth digit fails")
  func wrongDigit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "strd-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "anova"),
      withIntermediateDirectories: true
    )
    // Means of 2 and 5, squares of 13.5 between and 4 within.
    let rows = "group,y\na,1\na,2\na,3\nb,4\nb,5\nb,6\n"
    try rows.write(to: folder.appending(path: "anova/Tiny.csv"), atomically: true, encoding: .utf8)
    let values = """
      family,dataset,quantity,certified
      anova,Tiny,F,13.5
      anova,Tiny,ss_b,13.5
      anova,Tiny,ss_w,4.000000000001
      """
    try values.write(
      to: folder.appending(path: "certified.csv"),
      atomically: true,
      encoding: .utf8
    )
    let result = try StrdSuite.run(path: folder.path)
    #expect(result.passed == 2)
    #expect(
      result.failures == ["anova/Tiny: ss_w: expected 4.000000000001, found 4.0"]
    )
  }

  @Test("a folder without certified values is said so")
  func noCertificate() {
    #expect(
      throws: ConformanceError(
        "/nowhere/certified.csv: cannot be read; name the folder that holds it"
      )
    ) {
      try StrdSuite.run(path: "/nowhere")
    }
  }
}
