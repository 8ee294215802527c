/// A sample's count, mean and squares about it, with the digits of exact sums.
struct Moments {
  var count: Double
  var mean: Double
  var squares: Double

  init(_ values: [Double]) {
    count = Double(values.count)
    let sum = values.reduce(DoubleDouble(0)) { $0 + $1 }
    let exactMean = sum / count
    mean = exactMean.value
    squares =
      values.reduce(DoubleDouble(0)) { total, value in
        let difference = DoubleDouble(value) - exactMean
        return total + difference * difference
      }.value
  }

  var variance: Double { squares / (count - 1) }

  static func check(_ values: [Double], _ name: String, least: Int) throws(StatisticsError) {
    try StatisticsError.check(finite: values, name)
    guard values.count >= least else {
      throw StatisticsError(
        .tooFewValues,
        "\(name) has \(values.count) values. The test takes \(least) or more."
      )
    }
  }

  static func checkVaries(_ squares: Double, _ name: String) throws(StatisticsError) {
    guard squares > 0 else {
      throw StatisticsError(.constant, "\(name) is constant: there is nothing to measure by.")
    }
  }
}
