import BatteryStatistics
import BatteryTables
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
    (
      [-1.7e308, 1.7e308], .exact,
      "x: figures beyond the range of doubles are written as decimals, with an exponent."
    ),
  ]

  struct Extreme {
    var values: [String]
    var figures: [String: String]
  }

  /// Computed with Python's decimals of 60 digits.
  static let extremes = [
    Extreme(
      values: ["1e400", "3e400", "2e400"],
      figures: [
        "mean": "2e400", "variance": "1e800", "standardDeviation": "1e400",
        "populationStandardDeviation": "8.1649658092772603e399", "minimum": "1e400",
        "q1": "1.5e400", "median": "2e400", "maximum": "3e400", "skewness": "0",
        "kurtosis": "-1.5", "lag1Autocorrelation": "-0.5",
      ]
    ),
    Extreme(
      values: ["-1e-400", "3e-400"],
      figures: [
        "mean": "1e-400", "variance": "8e-800", "standardDeviation": "2.8284271247461901e-400",
        "minimum": "-1e-400", "median": "1e-400",
      ]
    ),
    Extreme(
      values: ["-1.7e308", "1.7e308"],
      figures: [
        "mean": "0", "variance": "5.78e616", "standardDeviation": "2.4041630560342616e308",
      ]
    ),
    Extreme(
      values: ["1e1000", "0", "12345678901234567891e990"],
      figures: ["mean": "4.115226303744856e1008", "q1": "5e999"]
    ),
  ]

  @Test("writes figures that no double can have as decimals", arguments: extremes)
  func beyondDoubles(example: Extreme) throws {
    let answer = try DescribeQuestion()
      .answer(StatsTable(texts: ["x": example.values]), StatsSettings())
    let x = try #require(answer.json["columns"]?["x"])
    for (name, text) in example.figures {
      #expect(x[name]?.description == text, "\(name)")
    }
    #expect(answer.notes.contains { $0.hasPrefix("x: figures beyond the range") })
  }

  @Test("writes figures that end as they are, and the others with 17 digits")
  func endingFigures() throws {
    // The mean is 16.559999, of which the nearest double has more digits.
    let answer = try DescribeQuestion()
      .answer(StatsTable(texts: ["x": ["16.559998", "16.56"]]), StatsSettings())
    let x = try #require(answer.json["columns"]?["x"])
    #expect(x["mean"]?.description == "16.559999")
    #expect(x["variance"]?.description == "2e-12")
    #expect(x["standardDeviation"]?.description == "1.4142135623730949e-06")
    let third = try DescribeQuestion()
      .answer(StatsTable(texts: ["x": ["0.1", "0.1", "0.2"]]), StatsSettings()).json["columns"]?[
        "x"
      ]
    #expect(third?["mean"]?.description == "0.13333333333333333")
    // Of doubles that are no such decimals, too.
    let doubles = ["0.1000000000000000055511151231257827", "0.3"]
    let sum = try DescribeQuestion()
      .answer(StatsTable(texts: ["x": doubles]), StatsSettings()).json["columns"]?["x"]
    #expect(sum?["mean"]?.description == "0.20000000000000001")
  }

  @Test("says why figures are missing", arguments: cases)
  func notes(example: (values: [Double], lane: Lane, note: String?)) throws {
    let answer = try DescribeQuestion()
      .answer(StatsTable(["x": example.values]), StatsSettings(lane: example.lane))
    #expect(answer.notes == (example.note.map { [$0] } ?? []))
  }
}
