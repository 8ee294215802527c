import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Testing

@testable import StatsTool

@Suite("Quantiles of the tool") struct QuantilePlacesTests {
  /// `numpy.quantile(x, [0.1, 0.5, 0.8], method=…)` of NumPy 2.4, rounded to 12 digits.
  static let cases: [(method: Int, values: [Double])] = [
    (1, [-2, 4, 7.75]), (2, [-2, 4, 7.75]), (3, [-2, 4, 7.75]), (4, [-2, 3.75, 6.25]),
    (5, [-1.35, 4, 7.875]), (6, [-2, 4, 8.25]), (7, [-0.05, 4, 7]),
    (8, [-1.783333333333333, 4, 8]), (9, [-1.675, 4, 7.96875]),
  ]

  @Test("are those of NumPy by all nine methods", arguments: cases)
  func methods(example: (method: Int, values: [Double])) throws {
    let x = [3.5, 1.25, 9, 4, 4, 7.75, -2]
    let table = StatsTable(
      rows: x.count,
      numbers: [
        "x": NumberColumn(name: "x", doubles: x, decimals: x.map { Decimal("\($0)") ?? 0 })
      ]
    )
    let question = QuantileQuestion(q: ["0.1", "0.5", "0.8"], method: "\(example.method)")
    let answer = try question.answer(table, StatsSettings())
    let found = answer.json["columns"]?["x"]?["quantiles"]?.array?.compactMap {
      $0["value"]?.double
    }
    let values = try #require(found)
    #expect(values.count == 3)
    for (value, expected) in zip(values, example.values) {
      #expect(abs(value - expected) < 1e-12, "\(value) \(expected)")
    }
  }

  @Test("refuse shares outside of 0 to 1 and methods that there are not")
  func invalid() {
    for question in [
      QuantileQuestion(q: ["1e-9999999"]), QuantileQuestion(q: ["0e9999999"]),
      QuantileQuestion(q: ["1E-1_101"]), QuantileQuestion(q: ["1e-\u{661}\u{661}\u{660}\u{661}"]),
      QuantileQuestion(q: ["0." + String(repeating: "0", count: 2_000)]),
      QuantileQuestion(q: ["1.5"]), QuantileQuestion(q: ["-0.1"]), QuantileQuestion(q: ["x"]),
      QuantileQuestion(q: []), QuantileQuestion(method: "10"), QuantileQuestion(method: "r"),
    ] {
      #expect(throws: StatisticsError.self) { try question.validate() }
    }
  }
}
