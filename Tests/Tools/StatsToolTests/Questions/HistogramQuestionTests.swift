import BatteryNumbers
import BatteryStatistics
import BatteryTables
import StatsTool
import Testing

@Suite("HistogramQuestion") struct HistogramQuestionTests {
  struct Example: CustomTestStringConvertible {
    var name: String
    var values: [String]
    var bins: Int?
    var edges: [String]
    var counts: [Int]
    var rule = "as asked for"

    var testDescription: String { name }
  }

  static let cases = [
    Example(
      name: "tenths",
      values: (0...10).map { "\($0 / 10).\($0 % 10)" },
      bins: 10,
      edges: ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
      counts: [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]
    ),
    Example(
      name: "tenths with more and fewer digits",
      values: ["0", "0.10", "0.200", "0.3", "0.40", "0.5", "0.6000", "0.70", "0.8", "0.9", "1"],
      bins: 10,
      edges: ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
      counts: [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]
    ),
    Example(
      name: "numbers whose doubles are the end",
      values: ["0", "0.29999999999999999999", "0.2999999999999999999", "0.3", "1"],
      bins: 10,
      edges: ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
      counts: [1, 0, 2, 1, 0, 0, 0, 0, 0, 1]
    ),
    Example(
      name: "thirds",
      values: ["0", "0.33333333333333333", "0.33333333333333334", "0.6666", "0.6667", "1"],
      bins: 3,
      edges: ["0", "0.33333333333333331", "0.66666666666666663", "1"],
      counts: [2, 2, 2]
    ),
    Example(
      name: "the widest range of doubles",
      values: ["-1.7e308", "0", "1.7e308"],
      bins: 4,
      edges: ["-1.7e308", "-8.5e307", "0", "8.5e307", "1.7e308"],
      counts: [1, 0, 1, 1]
    ),
    Example(
      name: "a range beyond doubles",
      values: ["1e400", "2e400", "3e400"],
      bins: 2,
      edges: ["1e400", "2e400", "3e400"],
      counts: [1, 2]
    ),
    Example(
      name: "integers that are no doubles",
      values: ["9007199254740992", "9007199254740993", "9007199254740994"],
      bins: 2,
      edges: ["9007199254740992", "9007199254740993", "9007199254740994"],
      counts: [1, 2]
    ),
    Example(
      name: "integers of all 64 bits",
      values: ["-9223372036854775808", "-1", "0", "9223372036854775807"],
      bins: 2,
      edges: ["-9.2233720368547758e+18", "-0.5", "9.2233720368547758e+18"],
      counts: [2, 2]
    ),
    Example(
      name: "one value",
      values: ["2048", "2048.0"],
      bins: 3,
      edges: ["2046", "2050"],
      counts: [2],
      rule: "one value"
    ),
  ]

  private func column(
    _ values: [String],
    _ bins: Int?,
    _ lane: Lane = .exact
  ) throws -> (edges: [String], counts: [Int], rule: String) {
    let answer = try HistogramQuestion(bins: bins)
      .answer(StatsTable(texts: ["x": values]), StatsSettings(lane: lane))
    let x = try #require(answer.json["columns"]?["x"])
    return (
      try #require(x["edges"]?.array).map(\.description),
      try #require(x["counts"]?.array).map { Int($0.integer ?? -1) },
      try #require(x["rule"]?.string)
    )
  }

  @Test("counts by ends without any rounding", arguments: cases)
  func exact(example: Example) throws {
    let found = try column(example.values, example.bins)
    #expect(found.counts == example.counts)
    #expect(found.edges == example.edges)
    #expect(found.rule == example.rule)
  }

  @Test("counts random numbers as fractions do", arguments: [1, 7, 1_000])
  func random(bins: Int) throws {
    var state: UInt64 = 9
    let values = (0..<5_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = Int(state >> 60)
      return "\(Int64(bitPattern: state) >> 40).\(String(state).suffix(digits + 1))"
    }
    let fractions = try values.map { try Fraction(parsing: $0) }
    let (low, high) = (try #require(fractions.min()), try #require(fractions.max()))
    var counts = [Int](repeating: 0, count: bins)
    for value in fractions {
      let place = (value - low) * Fraction(bins) / (high - low)
      counts[min(place.floor.asInt ?? 0, bins - 1)] += 1
    }
    #expect(try column(values, bins).counts == counts)
  }

  @Test("in doubles has the ends that are nearest")
  func fast() throws {
    let found = try column((0...10).map { "\($0 / 10).\($0 % 10)" }, 10, .fast)
    #expect(found.counts == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    let wide = try column(["-1.7e308", "0", "1.7e308"], 4, .fast)
    #expect(wide.counts == [1, 0, 1, 1])
  }

  @Test("takes as many bins as may be where quartiles are much nearer than the extremes")
  func narrow() throws {
    let values = ["0", "1e-310", "2e-310", "3e-310", "1e308"]
    for lane in [Lane.exact, .fast] {
      let found = try column(values, nil, lane)
      #expect(found.rule == "Freedman–Diaconis, no more than 200")
      #expect(found.counts == [4] + [Int](repeating: 0, count: 198) + [1])
    }
    #expect(try column(["1", "1", "1", "1", "1", "9"], nil).rule.hasPrefix("Sturges"))
  }
}
