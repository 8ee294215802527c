/// Least squares in the fast lane: by the normal equations where they keep all digits of a double,
/// else by reflections.
enum FastLeastSquares {
  static func solve(
    _ design: Design,
    _ outcome: [Double],
    _ weights: [Double]?,
    workers: Int? = nil
  ) throws(StatisticsError) -> LeastSquaresSolution {
    let size = design.names.count
    let rows = weights?.count { $0 > 0 } ?? outcome.count
    guard rows > size else { throw LeastSquaresSolution.tooFew(rows, size) }
    if let solution = NormalEquations.solve(design, outcome, weights, workers: workers) {
      return solution
    }
    return try RefinedLeastSquares.solve(design, outcome, weights)
  }
}
