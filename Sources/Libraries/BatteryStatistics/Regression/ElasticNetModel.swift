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
  ///   - workers: How many threads sum the products of columns, by default as many as there are
  ///     processors: the figures have the same bits for any number.
  /// - Throws: ``StatisticsError`` when the passes did not suffice, or an argument is out of range.
  public init(
    _ design: Design,
    outcome: [Double],
    penalty: Double,
    mix: Double = 1,
    tolerance: Double = 1e-12,
    maximumPasses: Int = 100_000,
    workers: Int? = nil
  ) throws(StatisticsError) {
    guard penalty >= 0, penalty.isFinite, mix >= 0, mix <= 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A penalty of \(penalty) with a mix of \(mix) is none. Give 0 or more, and a mix from 0 to 1."
      )
    }
    (self.penalty, self.mix) = (penalty, mix)
    let (sizes, ridge) = (penalty * mix, penalty * (1 - mix))
    let descent: Descent
    if let data = try CenteredProducts(design, outcome, workers: workers) {
      names = data.names
      descent = Self.descend(ProductSystem(data), sizes, ridge, tolerance, maximumPasses)
      intercept = data.intercept(descent.slopes)
    } else {
      let data = try CenteredData(design, outcome)
      names = data.names
      descent = Self.descend(ResidualSystem(data), sizes, ridge, tolerance, maximumPasses)
      intercept = data.intercept(descent.slopes)
    }
    (slopes, violation, passes) = (descent.slopes, descent.violation, descent.passes)
    guard descent.isDone else {
      throw StatisticsError(
        .notConverged,
        "After \(maximumPasses) passes the slopes are \(violation) from a minimum."
          + " Bring the columns to a like scale, or give a larger penalty."
      )
    }
  }

  private typealias Descent = (slopes: [Double], violation: Double, passes: Int, isDone: Bool)

  private static func descend(
    _ system: some CoordinateSystem,
    _ sizes: Double,
    _ ridge: Double,
    _ tolerance: Double,
    _ maximumPasses: Int
  ) -> Descent {
    var system = system
    let squares = system.squares
    let scale = squares.indices.reduce(0) { max($0, system.gradient($1).magnitude) }
    var slopes = [Double](repeating: 0, count: squares.count)
    var worst = 0.0
    for pass in 1...max(maximumPasses, 1) {
      for place in squares.indices where squares[place] > 0 {
        let old = slopes[place]
        let pull = system.gradient(place) + squares[place] * old
        let kept = max(pull.magnitude - sizes, 0)
        let new = (pull < 0 ? -kept : kept) / (squares[place] + ridge)
        guard new != old else { continue }
        slopes[place] = new
        system.change(place, by: new - old)
      }
      if pass.isMultiple(of: 100) { system.renew(slopes) }
      worst = slopes.indices.reduce(0) { worst, place in
        let slope = slopes[place]
        let gradient = system.gradient(place) - ridge * slope
        let distance =
          slope == 0
          ? max(gradient.magnitude - sizes, 0)
          : (gradient - (slope < 0 ? -sizes : sizes)).magnitude
        return max(worst, distance)
      }
      if worst <= tolerance * scale { return (slopes, scale > 0 ? worst / scale : 0, pass, true) }
    }
    return (slopes, scale > 0 ? worst / scale : 0, maximumPasses, false)
  }

  /// What the model gives for a row of columns, the intercept left out.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as slopes.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    try StatisticsError.check(row, columns: slopes.count)
    return zip(row, slopes).reduce(intercept) { $0 + $1.0 * $1.1 }
  }
}
