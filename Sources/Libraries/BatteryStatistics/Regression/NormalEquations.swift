internal import BatteryNumbers
internal import Foundation

/// Least squares by the sums of products, which one pass over the rows makes.
///
/// They lose twice as many digits as the columns themselves, so that they are made and solved in
/// twice the digits of a double. Where that would not do, there is no solution.
enum NormalEquations {
  /// What the dependence of columns may enlarge an error by: 31 digits less these are more than a
  /// double has.
  private static let maximumInflation = 1e12
  /// The part of a sum of squares below which a difference of two keeps too few digits.
  private static let leastShare = 1e-12
  private static let range = 1e-200...1e200
  /// A bound for what rounding does to a sum of products, as a part of it.
  private static let rounding = 0x1p-98

  static func solve(
    _ design: Design,
    _ outcome: [Double],
    _ weights: [Double]?,
    workers: Int?
  ) -> LeastSquaresSolution? {
    let size = design.names.count
    let roots = weights.map { $0.map { $0.squareRoot() } }
    let products = CrossProducts(design.columns + [outcome], factors: roots, workers: workers)
    let square = products[size, size]
    guard (0..<size).allSatisfy({ range.contains(products[$0, $0].high) }),
      square.high == 0 || range.contains(square.high),
      let factor = SymmetricFactor(size: size, { products[$0, $1] })
    else { return nil }
    let inverse = factor.inverse
    let inflation = (0..<size).reduce(1) { largest, place in
      max(largest, inverse[place][place].high * products[place, place].high)
    }
    guard inflation < maximumInflation else { return nil }
    let parts = factor.forward((0..<size).map { products[size, $0] })
    let coefficients = factor.backward(parts)
    var left = parts.reduce(square) { $0 - $1 * $1 }
    if left.high < square.high * leastShare {
      left = squares(design.columns, outcome, weights, coefficients, workers)
    }
    var total = square
    if design.hasIntercept {
      let sum = products[size, 0]
      total = square - sum * sum / products[0, 0]
      if total.high < square.high * leastShare {
        let mean = sum / products[0, 0]
        total = squares([design.columns[0]], outcome, weights, [mean], workers)
      }
    }
    // Coefficients that are 0 but for the rounding of the outcome have no digits to count.
    let length = square.high.squareRoot()
    var digits = 15
    for place in 0..<size {
      let part = coefficients[place].high.magnitude * products[place, place].high.squareRoot()
      guard part > length * 1e-12 else { continue }
      digits = min(digits, Int(-log10(rounding * inflation * length / part)))
    }
    return LeastSquaresSolution(
      coefficients: coefficients,
      inverse: inverse,
      rows: RowFigures { figures(design, outcome, weights, coefficients, factor, workers) },
      residualSquares: left,
      totalSquares: total,
      digits: max(digits, 0),
      condition: ConditionNumber(triangle: factor.triangle)
    )
  }

  private static func residual(
    _ row: Int,
    _ columns: [[Double]],
    _ outcome: [Double],
    _ coefficients: [DoubleDouble]
  ) -> DoubleDouble {
    var left = DoubleDouble(outcome[row])
    for place in columns.indices { left = left - coefficients[place] * columns[place][row] }
    return left
  }

  /// The sum of the weighted squares of what coefficients leave over.
  private static func squares(
    _ columns: [[Double]],
    _ outcome: [Double],
    _ weights: [Double]?,
    _ coefficients: [DoubleDouble],
    _ workers: Int?
  ) -> DoubleDouble {
    let count = outcome.count
    let workers = Parts.workers(workers, values: count * columns.count)
    let parts = max(1, min(count / 8_192, 32))
    let sums = Parts.map(parts, workers: workers) { part in
      var sum = DoubleDouble(0)
      for row in Parts.range(part, of: parts, count) {
        let left = residual(row, columns, outcome, coefficients)
        sum = sum + left * left * (weights?[row] ?? 1)
      }
      return sum
    }
    return sums.reduce(DoubleDouble(0)) { $0 + $1 }
  }

  private static func figures(
    _ design: Design,
    _ outcome: [Double],
    _ weights: [Double]?,
    _ coefficients: [DoubleDouble],
    _ factor: SymmetricFactor,
    _ workers: Int?
  ) -> RowFigures.Values {
    let (count, size) = (outcome.count, design.names.count)
    let workers = Parts.workers(workers, values: count * size)
    let lower = factor.lower.map { $0.map(\.value) }
    let parts = max(1, min(count / 8_192, 32))
    let found = Parts.map(parts, workers: workers) { part in
      var values = RowFigures.Values()
      var turned = [Double](repeating: 0, count: size)
      for row in Parts.range(part, of: parts, count) {
        values.residuals.append(residual(row, design.columns, outcome, coefficients).value)
        var pull = 0.0
        for place in 0..<size {
          var rest = design.columns[place][row]
          for other in 0..<place { rest -= lower[place][other] * turned[other] }
          turned[place] = rest / lower[place][place]
          pull += turned[place] * turned[place]
        }
        values.leverage.append(pull * (weights?[row] ?? 1))
      }
      return values
    }
    return found.reduce(into: RowFigures.Values()) {
      $0.residuals += $1.residuals
      $0.leverage += $1.leverage
    }
  }
}
