/// What coordinate descent asks of data: how much a column still explains of what is left.
protocol CoordinateSystem {
  /// The mean square of each column.
  var squares: [Double] { get }
  /// The mean product of a column with what is left.
  func gradient(_ place: Int) -> Double
  /// Takes more of a column.
  mutating func change(_ place: Int, by change: Double)
  /// Computes what is left anew, so that no error gathers.
  mutating func renew(_ slopes: [Double])
}

/// By the sums of products: a step costs as many operations as there are columns.
struct ProductSystem: CoordinateSystem {
  let squares: [Double]
  private let products: [[Double]]
  private let start: [Double]
  private var gradients: [Double]

  init(_ data: CenteredProducts) {
    let (size, count) = (data.size, Double(data.count))
    products = (0..<size).map { row in (0..<size).map { (data[row, $0] / count).value } }
    start = (0..<size).map { (data[$0, size] / count).value }
    squares = (0..<size).map { (data[$0, $0] / count).value }
    gradients = start
  }

  func gradient(_ place: Int) -> Double { gradients[place] }

  mutating func change(_ place: Int, by change: Double) {
    let column = products[place]
    for other in column.indices { gradients[other] -= column[other] * change }
  }

  mutating func renew(_ slopes: [Double]) {
    gradients = start
    for (place, slope) in slopes.enumerated() where slope != 0 { change(place, by: slope) }
  }
}

/// By the rows: a step costs as many operations as there are rows.
struct ResidualSystem: CoordinateSystem {
  let squares: [Double]
  private let columns: [[Double]]
  private let outcome: [Double]
  private var left: [Double]

  init(_ data: CenteredData) {
    (columns, outcome, left) = (data.columns, data.outcome, data.outcome)
    squares = data.columns.map { $0.reduce(0) { $0 + $1 * $1 } / Double(data.outcome.count) }
  }

  func gradient(_ place: Int) -> Double {
    let column = columns[place]
    var sum = 0.0
    for row in left.indices { sum += column[row] * left[row] }
    return sum / Double(left.count)
  }

  mutating func change(_ place: Int, by change: Double) {
    let column = columns[place]
    for row in left.indices { left[row] -= column[row] * change }
  }

  mutating func renew(_ slopes: [Double]) {
    left = outcome
    for (place, slope) in slopes.enumerated() where slope != 0 { change(place, by: slope) }
  }
}
