/// A linear model whose slopes are held back by their sizes and squares; the lasso is its pure case.
///
/// It minimises Σ (y - ŷ)² / 2n + penalty · (mix · Σ |β| + (1 - mix) / 2 · Σ β²), the intercept left
/// free, as scikit-learn's `ElasticNet`. Slopes that do not pay for themselves are 0.
///
/// Source: Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via
/// coordinate descent", 2010.
public struct ElasticNetModel: Sendable, Hashable, Codable {
  /// The names of the slopes.
  public let names: [String]
  /// The intercept; 0 where the design has none.
  public let intercept: Double
  /// The slopes.
  public let slopes: [Double]
  /// The penalty.
  public let penalty: Double
  /// The share of sizes in the penalty: 1 is the lasso.
  public let mix: Double
  /// How far the slopes are from the conditions of a minimum (Karush, Kuhn and Tucker), as a part of
  /// the smallest penalty that leaves no slope.
  public let violation: Double
  /// The passes over all columns.
  public let passes: Int

  /// Fits a model, column by column.
  ///
  /// - Parameters:
  ///   - design: The columns.
  ///   - outcome: A number for each row.
  ///   - penalty: The penalty, 0 or more.
  ///   - mix: The share of sizes in the penalty, 0 to 1.
  ///   - tolerance: The violation at which to stop.
  ///   - maximumPasses: How many passes to try.
  /// - Throws: ``StatisticsError`` when the passes did not suffice, or an argument is out of range.
  public init(
    _ design: Design,
    outcome: [Double],
    penalty: Double,
    mix: Double = 1,
    tolerance: Double = 1e-12,
    maximumPasses: Int = 100_000
  ) throws(StatisticsError) {
    guard penalty >= 0, penalty.isFinite, mix >= 0, mix <= 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A penalty of \(penalty) with a mix of \(mix) is none. Give 0 or more, and a mix from 0 to 1."
      )
    }
    let data = try CenteredData(design, outcome)
    let count = Double(outcome.count)
    let squares = data.columns.map { $0.reduce(0) { $0 + $1 * $1 } / count }
    let (sizes, ridge) = (penalty * mix, penalty * (1 - mix))
    func product(_ column: [Double], _ left: [Double]) -> Double {
      var sum = 0.0
      for row in left.indices { sum += column[row] * left[row] }
      return sum / count
    }
    let scale = data.columns.map { product($0, data.outcome).magnitude }.max() ?? 0
    var slopes = [Double](repeating: 0, count: data.columns.count)
    var left = data.outcome
    var worst = 0.0
    for pass in 1...max(maximumPasses, 1) {
      for (place, column) in data.columns.enumerated() where squares[place] > 0 {
        let old = slopes[place]
        let pull = product(column, left) + squares[place] * old
        let kept = max(pull.magnitude - sizes, 0)
        let new = (pull < 0 ? -kept : kept) / (squares[place] + ridge)
        guard new != old else { continue }
        slopes[place] = new
        let change = old - new
        for row in left.indices { left[row] += column[row] * change }
      }
      // Anew, so that no error gathers.
      if pass.isMultiple(of: 100) {
        left = data.outcome
        for (column, slope) in zip(data.columns, slopes) where slope != 0 {
          for row in left.indices { left[row] -= column[row] * slope }
        }
      }
      worst = zip(data.columns, slopes).reduce(0) { worst, pair in
        let gradient = product(pair.0, left) - ridge * pair.1
        let distance =
          pair.1 == 0
          ? max(gradient.magnitude - sizes, 0)
          : (gradient - (pair.1 < 0 ? -sizes : sizes)).magnitude
        return max(worst, distance)
      }
      if worst <= tolerance * scale {
        names = data.names
        self.slopes = slopes
        intercept = data.intercept(slopes)
        (self.penalty, self.mix) = (penalty, mix)
        violation = scale > 0 ? worst / scale : 0
        passes = pass
        return
      }
    }
    throw StatisticsError(
      .notConverged,
      "After \(maximumPasses) passes the slopes are \(worst / scale) from a minimum."
        + " Give more passes, a larger tolerance or columns of a like scale."
    )
  }

  /// What the model gives for a row of columns.
  public func predict(_ row: [Double]) -> Double {
    zip(row, slopes).reduce(intercept) { $0 + $1.0 * $1.1 }
  }
}
