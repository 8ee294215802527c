import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("Statistics of Python", .timeLimit(.minutes(5)))
struct PythonStatisticsTests {
  @Test("have the recorded answers", arguments: ["random.tsv", "cpython.tsv"])
  func recorded(_ file: String) throws {
    let cases = try OracleCase.recorded(file)
    #expect(cases.count > 1_000)
    let wrong = PythonAnswers.mismatches(cases)
    #expect(wrong == [])
  }

  @Test(
    "have the answers of a live Python",
    .enabled("no Python of 3.13 or newer") { await OracleCase.interpreter() != nil },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live(count: 5_000, seed: seed)
    #expect(cases.count > 3_000)
    let wrong = PythonAnswers.mismatches(cases)
    #expect(wrong == [])
  }
}
