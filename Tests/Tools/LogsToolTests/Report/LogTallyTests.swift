import Testing

@testable import LogsTool

@Suite("Tallies of a log") struct LogTallyTests {
  @Test("stay at the largest sum, whatever sizes a log has")
  func sums() {
    var tally = LogTally()
    for _ in 0..<20 { tally.add(bytes: 999_999_999_999_999_999, visitor: 1) }
    #expect(tally.bytes == .max)
    #expect(tally.hits == 20)
    var sum = tally
    sum.merge(tally)
    #expect(sum.bytes == .max)
    #expect(sum.hits == 40)
  }

  @Test("are made by one thread where there are millions of them")
  func workers() {
    #expect(LogReportBuilder.workers(8, tallies: 100_000) == 8)
    #expect(LogReportBuilder.workers(8, tallies: 5_000_000) == 1)
  }
}
