import DecimalCases
import Foundation
import Testing

@Suite("Python's answers about decimals") struct DecimalAnswersTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Conformance/Data/decimal").path

  @Test("are ours too, in all operations, formats and conversions", .timeLimit(.minutes(5)))
  func recorded() throws {
    let table = try #require(DecimalCaseFolder.tables(in: Self.folder).first)
    let lines = table.text.split(separator: "\n").map(String.init)
    #expect(lines.count == 5000)
    #expect(lines.compactMap(DecimalAnswers.failure) == [])
  }

  @Test("are told apart from wrong ones")
  func wrong() {
    let question = "divide\t5\thalfEven\t-999\t999\t0\t1\t3\t=\t"
    #expect(DecimalAnswers.failure(question + "0.33333\t[Inexact, Rounded]") == nil)
    #expect(DecimalAnswers.failure(question + "0.33333\t[Inexact]") != nil)
    #expect(DecimalAnswers.failure(question + "0.33334\t[Inexact, Rounded]") != nil)
  }
}
