/// The sums of products of columns and outcome about their means, in twice the digits.
struct CenteredProducts {
  let names: [String]
  let count: Int
  private let means: [DoubleDouble]
  private let products: [DoubleDouble]

  /// The part of its own squares that a column has to keep about its mean.
  private static let leastShare = 1e-12

  /// Sums the products; `nil` where they would have too few digits.
  init?(_ design: Design, _ outcome: [Double], workers: Int?) throws(StatisticsError) {
    try StatisticsError.check(finite: outcome, "The outcome")
    try design.check(rows: outcome.count)
    let first = design.hasIntercept ? 1 : 0
    let size = design.names.count - first
    guard size > 0, !outcome.isEmpty else {
      throw StatisticsError(.shape, "There is no column to hold back. Give one.")
    }
    guard size <= 1_000 else { return nil }
    let sums = CrossProducts(design.columns + [outcome], workers: workers)
    names = Array(design.names[first...])
    count = outcome.count
    let means = (0...size).map { place in
      design.hasIntercept ? sums[place + first, 0] / Double(outcome.count) : DoubleDouble(0)
    }
    var products: [DoubleDouble] = []
    for row in 0...size {
      for column in 0...size {
        let raw = sums[row + first, column + first]
        let product = design.hasIntercept ? raw - means[row] * sums[column + first, 0] : raw
        if row == column, row < size {
          guard (1e-200...1e200).contains(raw.high), product.high > raw.high * Self.leastShare
          else { return nil }
        }
        products.append(product)
      }
    }
    self.means = means
    self.products = products
  }

  /// How many columns there are, without the outcome.
  var size: Int { names.count }

  /// The sum for two columns; the outcome's place is ``size``.
  subscript(first: Int, second: Int) -> DoubleDouble { products[first * (size + 1) + second] }

  func intercept(_ slopes: [Double]) -> Double {
    zip(means, slopes).reduce(means[size]) { $0 - $1.0 * $1.1 }.value
  }
}
