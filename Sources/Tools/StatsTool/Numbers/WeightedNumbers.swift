import BatteryNumbers
import BatteryStatistics

/// The numbers of a column with the weights of their rows.
struct WeightedNumbers: Sendable {
  var name: String
  var sample: WeightedSample
  /// How many rows have no number.
  var missing = 0
  /// How many have one that is NaN or infinite, which was left out.
  var notFinite = 0
  /// Throws when the work is not wanted any more.
  var check: @Sendable () throws -> Void = {}

  /// The numbers up to which the weights reach some shares of all.
  func quantiles(_ shares: [Fraction]) throws -> [ScaledNumber] {
    try sample.quantiles(shares, check: check)
  }

  /// How many numbers each interval has, and the sums of their weights.
  func histogram(_ edges: HistogramEdges) throws -> (counts: [Int], weights: [ExactRatio]) {
    try sample.histogram(edges, check: check)
  }
}

extension WeightedNumbers {
  /// The column of a table in memory.
  ///
  /// - Throws: `StatisticsError` for a weight that is none, and where there are not as many of both.
  init(_ column: NumberColumn, weights: NumberColumn) throws(StatisticsError) {
    try weights.checkWeights()
    guard column.count == weights.count else {
      throw StatisticsError(
        .shape,
        "The column \(column.name) has \(Counted.text(column.count, "number")), and the column"
          + " \(weights.name) \(Counted.text(weights.count, "weight")). Give each number a weight.",
        columns: [column.name, weights.name]
      )
    }
    var (numbers, factors): ([ScaledNumber], [ScaledNumber]) = ([], [])
    for row in 0..<column.count {
      guard let number = try column.scaled(at: row), let weight = try weights.scaled(at: row)
      else { continue }
      numbers.append(number)
      factors.append(weight)
    }
    self.init(
      name: column.name,
      sample: WeightedSample(numbers, weights: factors, check: {}),
      notFinite: column.count - numbers.count
    )
  }
}
