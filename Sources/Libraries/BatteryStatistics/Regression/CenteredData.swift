internal import BatteryNumbers

/// Columns and outcome about their means, where there is an intercept.
struct CenteredData {
  var names: [String]
  var columns: [[Double]]
  var outcome: [Double]
  private var means: [Double]
  private var outcomeMean: Double

  init(_ design: Design, _ outcome: [Double]) throws(StatisticsError) {
    try StatisticsError.check(finite: outcome, "The outcome")
    try design.check(rows: outcome.count)
    let first = design.hasIntercept ? 1 : 0
    names = Array(design.names[first...])
    columns = Array(design.columns[first...])
    self.outcome = outcome
    guard !columns.isEmpty, !outcome.isEmpty else {
      throw StatisticsError(.shape, "There is no column to hold back. Give one.")
    }
    means = columns.map { design.hasIntercept ? ExactSum($0).value / Double($0.count) : 0 }
    outcomeMean = design.hasIntercept ? ExactSum(outcome).value / Double(outcome.count) : 0
    for place in columns.indices {
      let mean = means[place]
      for row in columns[place].indices { columns[place][row] -= mean }
    }
    for row in self.outcome.indices { self.outcome[row] -= outcomeMean }
  }

  func intercept(_ slopes: [Double]) -> Double {
    zip(means, slopes).reduce(outcomeMean) { $0 - $1.0 * $1.1 }
  }
}
