import BatteryStatistics
import StatsTool
import Testing

@Suite("DescribeQuestion") struct DescribeQuestionTests {
  static let cases: [(values: [Double], lane: Lane, note: String?)] = [
    ([1, 2, 4, 3], .exact, nil),
    ([1, 2, 4, 3], .fast, nil),
    (
      [0.1, 0.1, 0.1], .exact,
      "x: all numbers are the same: skewness, kurtosis and autocorrelation are not defined."
    ),
    (
      [0.1, 0.1, 0.1], .fast,
      "x: all numbers are the same: skewness, kurtosis and autocorrelation are not defined."
    ),
    (
      [0, 0x1p-1063], .fast,
      "x: the powers of these numbers overflow or underflow doubles: figures are missing."
        + " Leave --fast out."
    ),
    (
      [-1.7e308, 1.7e308], .fast,
      "x: the powers of these numbers overflow or underflow doubles: figures are missing."
        + " Leave --fast out."
    ),
    ([-1.7e308, 1.7e308], .exact, "x: figures beyond the largest double are missing."),
  ]

  @Test("says why figures are missing", arguments: cases)
  func notes(example: (values: [Double], lane: Lane, note: String?)) throws {
    let answer = try DescribeQuestion()
      .answer(StatsTable(["x": example.values]), StatsSettings(lane: example.lane))
    #expect(answer.notes == (example.note.map { [$0] } ?? []))
  }
}
