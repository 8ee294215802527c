internal import BatteryNumbers
internal import Foundation

/// Least squares in doubles by reflections, refined with residuals of twice the digits.
///
/// Source: Björck, "Iterative refinement of linear least squares solutions", BIT 7 (1967): residuals
/// and coefficients are refined together, as the unknowns of one larger system.
struct RefinedLeastSquares: Sendable {
  private let columns: [[Double]]
  private let names: [String]
  private let q: [[Double]]
  private let r: Matrix
  private let permutation: [Int]

  static func solve(
    _ design: Design,
    _ outcome: [Double],
    _ weights: [Double]?
  ) throws(StatisticsError) -> LeastSquaresSolution {
    let size = design.names.count
    let roots = weights.map { $0.map { $0.squareRoot() } }
    func weighted(_ column: [Double]) -> [Double] {
      roots.map { zip(column, $0).map { $0 * $1 } } ?? column
    }
    // Powers of two, which round nothing, bring all columns to a like length.
    let scales = design.columns.map { column in
      let length = Mathematics.hypot(weighted(column))
      return length > 0 ? Double(sign: .plus, exponent: -length.exponent, significand: 1) : 1
    }
    let scaled = zip(design.columns, scales).map { column, scale in
      weighted(column).map { $0 * scale }
    }
    let system = try RefinedLeastSquares(scaled, design.names)
    let target = weighted(outcome)
    let main = system.solve(target, [Double](repeating: 0, count: size))
    var inverse: [[DoubleDouble]] = []
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = -1
      inverse.append(system.solve([Double](repeating: 0, count: outcome.count), unit).coefficients)
    }
    for row in 0..<size {
      for column in 0..<size {
        inverse[row][column] = inverse[row][column] * (scales[row] * scales[column])
      }
    }
    let squares = system.squares(main.residuals)
    let total: DoubleDouble
    if design.hasIntercept, let ones = roots ?? .some([Double](repeating: 1, count: outcome.count))
    {
      let mean = Self.dot(ones, target) / Self.dot(ones, ones)
      total = system.squares(zip(target, ones).map { DoubleDouble($0) - mean * $1 })
    } else {
      total = system.squares(target.map { DoubleDouble($0) })
    }
    let coefficients = zip(main.coefficients, scales).map { $0 * $1 }
    return LeastSquaresSolution(
      coefficients: coefficients,
      inverse: inverse,
      rows: RowFigures {
        figures(design, outcome, roots, coefficients, main.residuals, system)
      },
      residualSquares: squares,
      totalSquares: total,
      digits: main.digits
    )
  }

  private static func figures(
    _ design: Design,
    _ outcome: [Double],
    _ roots: [Double]?,
    _ coefficients: [DoubleDouble],
    _ residuals: [DoubleDouble],
    _ system: RefinedLeastSquares
  ) -> RowFigures.Values {
    RowFigures.Values(
      residuals: outcome.indices.map { row in
        guard let root = roots?[row] else { return residuals[row].value }
        guard root == 0 else { return residuals[row].value / root }
        return zip(design.columns, coefficients).reduce(outcome[row]) {
          $0 - $1.0[row] * $1.1.value
        }
      },
      leverage: outcome.indices.map { row in system.q.reduce(0) { $0 + $1[row] * $1[row] } }
    )
  }

  private init(_ columns: [[Double]], _ names: [String]) throws(StatisticsError) {
    (self.columns, self.names) = (columns, names)
    let rows = columns[0].count
    let matrix = Matrix(rows: rows, columns: columns.count) { columns[$1][$0] }
    guard let decomposition = try? QRDecomposition(matrix, pivoting: true) else {
      throw StatisticsError(
        .notFinite,
        "Weighted columns are too large for doubles. Give smaller weights or the exact lane."
      )
    }
    let q = decomposition.q
    self.q = (0..<q.columns).map { q.column($0) }
    r = decomposition.r
    permutation = decomposition.permutation
    let rank = decomposition.rank()
    guard rank < columns.count else { return }
    // What the first columns make of the one beyond the rank.
    var parts = (0..<rank).map { r[$0, rank] }
    for row in (0..<rank).reversed() {
      for column in (row + 1)..<max(rank, row + 1) { parts[row] -= r[row, column] * parts[column] }
      parts[row] /= r[row, row]
    }
    let largest = parts.reduce(0) { max($0, $1.magnitude) }
    let others = (0..<rank).filter { parts[$0].magnitude > largest * 1e-8 && largest > 1e-8 }
      .map { permutation[$0] }.sorted()
    throw LeastSquaresSolution.dependent(
      names[permutation[rank]],
      on: others.map { names[$0] }
    )
  }

  /// Solves r + Xβ = y with Xᵀr = c.
  private func solve(
    _ y: [Double],
    _ c: [Double]
  ) -> (coefficients: [DoubleDouble], residuals: [DoubleDouble], digits: Int) {
    let size = columns.count
    var coefficients = [DoubleDouble](repeating: DoubleDouble(0), count: size)
    var residuals = [DoubleDouble](repeating: DoubleDouble(0), count: y.count)
    var digits = 0
    var last = Double.infinity
    for _ in 0..<12 {
      var f = y.map { DoubleDouble($0) }
      for row in f.indices { f[row] = f[row] - residuals[row] }
      for (column, coefficient) in zip(columns, coefficients) where coefficient.high != 0 {
        for row in f.indices { f[row] = f[row] - coefficient * column[row] }
      }
      let g = zip(columns, c).map { column, c in
        var sum = DoubleDouble(c)
        for row in column.indices { sum = sum - residuals[row] * column[row] }
        return sum.value
      }
      let change = step(f.map(\.value), g)
      for row in residuals.indices { residuals[row] = residuals[row] + change.residuals[row] }
      for place in 0..<size {
        coefficients[place] = coefficients[place] + change.coefficients[place]
      }
      let largest = coefficients.reduce(0) { max($0, $1.high.magnitude) }
      var bound = 0.0
      for (change, value) in zip(change.coefficients, coefficients)
      where change.magnitude > largest * 1e-28 {
        bound = max(bound, change.magnitude / max(value.high.magnitude, .leastNormalMagnitude))
      }
      if bound.isFinite { digits = bound == 0 ? 15 : max(0, min(15, Int(-log10(bound)))) }
      if bound < 1e-20 || bound >= last { break }
      last = bound
    }
    return (coefficients, residuals, digits)
  }

  /// One solution in doubles by the orthonormal columns.
  private func step(
    _ f: [Double],
    _ g: [Double]
  ) -> (coefficients: [Double], residuals: [Double]) {
    let size = columns.count
    // Rᵀh = g, in the order of the pivots.
    var h = permutation.map { g[$0] }
    for row in 0..<size {
      for above in 0..<row { h[row] -= r[above, row] * h[above] }
      h[row] /= r[row, row]
    }
    let d = q.map { Self.dot($0, f).value }
    var residuals = f
    for (place, column) in q.enumerated() {
      let factor = h[place] - d[place]
      for row in residuals.indices { residuals[row] += column[row] * factor }
    }
    var solution = zip(d, h).map { $0 - $1 }
    for row in (0..<size).reversed() {
      for column in (row + 1)..<max(size, row + 1) {
        solution[row] -= r[row, column] * solution[column]
      }
      solution[row] /= r[row, row]
    }
    var ordered = solution
    for (place, column) in permutation.enumerated() { ordered[column] = solution[place] }
    return (ordered, residuals)
  }

  private func squares(_ values: [DoubleDouble]) -> DoubleDouble {
    values.reduce(DoubleDouble(0)) { $0 + $1 * $1 }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> DoubleDouble {
    var sum = DoubleDouble(0)
    for place in a.indices { sum = sum + DoubleDouble(product: a[place], b[place]) }
    return sum
  }
}
