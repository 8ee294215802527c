import DecimalCases
import Testing

@Suite("decTest cases") struct DecimalCasesTests {
  /// Files differ from one Python to the next by a few cases.
  private static let atLeast = 64_000

  @Test(
    "every case passes that CPython runs, and those that it does not",
    .enabled(if: DecimalCaseFolder.find() != nil, "needs Python's test package"),
    .timeLimit(.minutes(5))
  )
  func everyCase() throws {
    let folder = try #require(DecimalCaseFolder.find())
    var total = DecimalCases.Report()
    for file in DecimalCaseFolder.files(in: folder) {
      total.add(DecimalCases.run(file.text, file: file.name))
    }
    #expect(total.failures == [])
    #expect(total.passed >= Self.atLeast)
    #expect(total.passedBeyond >= 2_000)
    #expect(total.skipped.values.reduce(0, +) <= 32)
  }

  @Test(
    "a case with a wrong result or a wrong condition fails",
    arguments: [
      "x001 add 1 1 -> 3", "x002 add 1 1 -> 2 Inexact", "x003 divide 1 3 -> 0.333333333",
      "x004 apply '1..2' -> 1.2", "x005 exp 1 -> 2.71828182 Inexact Rounded", "nonsense -> ",
    ]
  )
  func wrongCase(_ line: String) {
    let report = DecimalCases.run(line, file: "test")
    #expect(report.failures.count == 1 || line == "nonsense -> ")
    #expect(report.passed == 0)
  }
}
