internal import BatteryNumbers
internal import Foundation

/// Whether a linear model can be trusted: which rows pull it, and whether its residuals look like
/// independent normal errors of one variance.
///
/// ```swift
/// let model = try LinearModel(design, outcome: y)
/// let diagnostics = try RegressionDiagnostics(model, design)
/// diagnostics.cooksDistances.max()
/// try diagnostics.breuschPagan().p
/// ```
///
/// Figures of rows are NaN for a row of leverage 1: the model passes through it whatever its outcome.
/// Of a weighted model, residuals are taken times the roots of the weights.
///
/// Source: Belsley, Kuh and Welsch, "Regression Diagnostics", 1980; Cook, "Detection of Influential
/// Observation in Linear Regression", Technometrics 19 (1977).
public struct RegressionDiagnostics: Sendable {
  private let model: LinearModel
  private let design: Design
  private let weights: [Double]?
  private let residuals: [Double]

  /// Looks at a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - design: The columns that it was fitted to.
  ///   - weights: The weights that it was fitted with.
  /// - Throws: ``StatisticsError`` when the model is not of these columns and rows, or when it fits so
  ///   perfectly that there are no residuals to look at.
  public init(
    _ model: LinearModel,
    _ design: Design,
    weights: [Double]? = nil
  ) throws(StatisticsError) {
    guard model.coefficients.map(\.name) == design.names, model.residuals.count == design.rows
    else {
      throw StatisticsError(
        .shape,
        "The model was fitted to other columns or rows. Give the design that it was fitted to."
      )
    }
    if let weights, weights.count != design.rows {
      throw .unequal("diagnosis of a regression", weights.count, design.rows)
    }
    guard model.residualSumOfSquares > 0 else {
      throw StatisticsError(
        .constant,
        "The model fits perfectly: it has no residuals to judge it by. Give rows with noise."
      )
    }
    (self.model, self.design, self.weights) = (model, design, weights)
    residuals =
      weights.map { zip(model.residuals, $0).map { $0 * $1.squareRoot() } } ?? model.residuals
  }

  /// Residuals over the residual standard deviation.
  public var standardizedResiduals: [Double] {
    let deviation = model.residualStandardDeviation
    return residuals.map { $0 / deviation }
  }

  /// Residuals over their own standard deviations: internally studentized.
  public var internallyStudentizedResiduals: [Double] {
    zip(standardizedResiduals, model.leverage).map { residual, leverage in
      // What rounding leaves of a residual that is 0 says nothing.
      1 - leverage > 0x1p-44 ? residual / (1 - leverage).squareRoot() : .nan
    }
  }

  /// Residuals over the standard deviations that they have in a model without their row: externally
  /// studentized.
  ///
  /// Each has Student's distribution with one degree of freedom less than the model's. Infinite where
  /// the model without the row fits perfectly; NaN where it would have no degree of freedom left.
  public var externallyStudentizedResiduals: [Double] {
    let freedom = Double(model.degreesOfFreedom)
    return internallyStudentizedResiduals.map { residual in
      guard freedom > 1 else { return .nan }
      return residual * ((freedom - 1) / max(freedom - residual * residual, 0)).squareRoot()
    }
  }

  /// How far the coefficients move as a row is left out, in units of their confidence ellipsoid.
  ///
  /// Rows with more than 1, or much more than others, deserve a look.
  public var cooksDistances: [Double] {
    let columns = Double(model.coefficients.count)
    return zip(internallyStudentizedResiduals, model.leverage).map { residual, leverage in
      residual * residual * leverage / (1 - leverage) / columns
    }
  }

  /// How far a row's fitted value moves as the row is left out, in its standard deviations.
  ///
  /// Rows beyond ``dffitsThreshold`` deserve a look.
  public var dffits: [Double] {
    zip(externallyStudentizedResiduals, model.leverage).map { residual, leverage in
      residual * (leverage / (1 - leverage)).squareRoot()
    }
  }

  /// 2 √(columns / rows): the size from which ``dffits`` are large, by Belsley, Kuh and Welsch.
  public var dffitsThreshold: Double {
    2 * (Double(model.coefficients.count) / Double(model.count)).squareRoot()
  }

  /// The statistic of Durbin and Watson: near 2 for residuals that do not depend on the one before,
  /// towards 0 where neighbours are alike and towards 4 where they alternate.
  ///
  /// Source: Durbin and Watson, "Testing for Serial Correlation in Least Squares Regression",
  /// Biometrika 37 (1950).
  public var durbinWatson: Double {
    let residuals = counted(residuals)
    let changes = zip(residuals.dropFirst(), residuals).map { $0 - $1 }
    return ExactMoments(changes).sumOfSquares / ExactMoments(residuals).sumOfSquares
  }

  /// Tests whether the variance of the errors depends on the columns, by Breusch and Pagan.
  ///
  /// Source: Breusch and Pagan, "A Simple Test for Heteroscedasticity", Econometrica 47 (1979);
  /// Koenker, "A Note on Studentizing a Test for Heteroscedasticity", Journal of Econometrics 17
  /// (1981).
  ///
  /// - Parameter studentized: Whether Koenker's form is meant, which does without normal errors; the
  ///   original form else.
  /// - Returns: The statistic and its probability by the chi-square distribution.
  /// - Throws: ``StatisticsError`` for a model without columns besides the intercept, or residuals
  ///   that all have the same size.
  public func breuschPagan(studentized: Bool = true) throws(StatisticsError) -> TestResult {
    let columns = design.columns.dropFirst(design.hasIntercept ? 1 : 0).map(counted)
    guard !columns.isEmpty else {
      throw StatisticsError(
        .shape,
        "The test of Breusch and Pagan needs a column that the variance may depend on."
          + " Give a model with one."
      )
    }
    let squares = counted(residuals).map { $0 * $0 }
    guard squares.contains(where: { $0 != squares[0] }) else {
      throw StatisticsError(
        .constant,
        "All residuals have the same size: there is no change of variance to test for."
      )
    }
    let auxiliary = try auxiliary(columns, squares)
    let rows = Double(squares.count)
    let mean = model.residualSumOfSquares / rows
    let statistic =
      studentized ? rows * auxiliary.share : auxiliary.explained / (2 * mean * mean)
    let freedom = Double(auxiliary.columns)
    return TestResult(
      method: studentized ? "Breusch-Pagan, studentized" : "Breusch-Pagan",
      statistic: max(0, statistic),
      p: try ChiSquareDistribution(degreesOfFreedom: freedom).sf(max(0, statistic)),
      degreesOfFreedom: freedom,
      probability: .asymptotic
    )
  }

  /// What columns explain of the squares of residuals about their mean.
  private func auxiliary(
    _ columns: [[Double]],
    _ squares: [Double]
  ) throws(StatisticsError) -> (share: Double, explained: Double, columns: Int) {
    // An error names the columns of the model.
    let names = Array(design.names.suffix(columns.count))
    do {
      let model = try LinearModel(Design(columns, names: names), outcome: squares, lane: .fast)
      return (model.rSquared, model.regressionSumOfSquares, columns.count)
    } catch  where error.code == .rankDeficient && !design.hasIntercept && columns.count > 1 {
      // A column for each of all groups says what an intercept says: one of them less will do.
      let columns = Array(columns.dropLast())
      let names = Array(names.dropLast())
      let model = try LinearModel(Design(columns, names: names), outcome: squares, lane: .fast)
      return (model.rSquared, model.regressionSumOfSquares, columns.count)
    }
  }

  /// How many times larger each coefficient's variance is than if no other column told anything of
  /// its column: 1 at the least; 10 and more are a warning.
  ///
  /// Taken from the model's covariance, with its digits. Source: Belsley, Kuh and Welsch.
  ///
  /// - Returns: A factor for each column besides the intercept, in order; NaN for a column that is
  ///   constant in a model without an intercept.
  public var varianceInflationFactors: [(name: String, factor: Double)] {
    let variance = model.residualSumOfSquares / Double(model.degreesOfFreedom)
    let first = design.hasIntercept ? 1 : 0
    return design.names.indices.dropFirst(first).map { place in
      let spread = sumOfSquares(design.columns[place], centered: design.hasIntercept)
      return (design.names[place], model.covariance[place, place] / variance * spread)
    }
  }

  /// The rows of a weight other than 0.
  private func counted(_ column: [Double]) -> [Double] {
    guard let weights else { return column }
    return zip(column, weights).filter { $0.1 != 0 }.map(\.0)
  }

  private func sumOfSquares(_ column: [Double], centered: Bool) -> Double {
    let weights = weights ?? [Double](repeating: 1, count: column.count)
    let total = weights.reduce(DoubleDouble(0)) { $0 + $1 }
    let sum = zip(column, weights).reduce(DoubleDouble(0)) {
      $0 + DoubleDouble(product: $1.0, $1.1)
    }
    let mean = centered ? sum / total : DoubleDouble(0)
    return zip(column, weights).reduce(DoubleDouble(0)) { result, pair in
      let deviation = DoubleDouble(pair.0) - mean
      return result + deviation * deviation * pair.1
    }.value
  }

  /// The points of a normal plot of the internally studentized residuals.
  ///
  /// Rows of leverage 1 or weight 0 have none.
  public func normalPlot() throws(StatisticsError) -> NormalPlot {
    try NormalPlot(counted(internallyStudentizedResiduals).filter { !$0.isNaN })
  }
}
