public import BatteryNumbers
internal import Foundation

/// A linear model fitted by least squares, with what can be said about its coefficients.
///
/// ```swift
/// let design = try Design([[1, 2, 3, 4]], names: ["x"])
/// let model = try LinearModel(design, outcome: [2.1, 3.9, 6.2, 7.8])
/// model["x"]?.estimate                     // 1.94
/// model.rSquared
/// ```
///
/// In the exact lane the normal equations are solved in integers of any size: estimates, standard
/// errors, t, sums and means of squares, R² and F are each rounded once, at their end. Confidence
/// limits add to the estimate what Student's quantile, right to 14 digits or so, makes of the error;
/// p, likelihood and criteria are such functions of exact sums. Residuals and leverages are computed
/// in twice the digits of a double. In the fast lane they are made and solved in twice the digits of a double; where
/// columns depend on each other so much that this would not do, Householder's reflections with
/// pivoting are followed by steps of refinement (Björck 1967) with residuals of twice the digits.
///
/// A model keeps its rows alive: residuals and leverages are computed when they are asked for.
public struct LinearModel: Sendable, Hashable, Codable {
  /// What is known about one coefficient.
  public struct Coefficient: Sendable, Hashable, Codable {
    /// The name of its column.
    public var name: String
    /// The estimate.
    public var estimate: Double
    /// The standard error of the estimate.
    public var standardError: Double
    /// The estimate over its standard error.
    public var t: Double
    /// How probable a t as far from 0 is, were the coefficient 0.
    public var p: Double
    /// The lower end of the confidence interval.
    public var low: Double
    /// The upper end of the confidence interval.
    public var high: Double
  }

  /// The coefficients, in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The covariances of the estimates.
  public let covariance: Matrix
  private let outcome: [Double]
  private let rows: RowFigures
  /// The number of rows of a weight other than 0.
  public let count: Int
  /// The degrees of freedom that are left: rows less columns.
  public let degreesOfFreedom: Int
  /// The degrees of freedom of the model: columns without the intercept.
  public let modelDegreesOfFreedom: Int
  /// The sum of the (weighted) squares of the residuals.
  public let residualSumOfSquares: Double
  /// The sum of the squares of the residuals for each degree of freedom: their variance.
  public let residualMeanSquare: Double
  /// The standard deviation of what is left.
  public let residualStandardDeviation: Double
  /// What the model takes from the sum of squares, about the mean where there is an intercept.
  public let regressionSumOfSquares: Double
  /// The same for each degree of freedom of the model; NaN for the intercept alone.
  public let regressionMeanSquare: Double
  /// The part of the sum of squares that the model explains; NaN for a constant outcome.
  public let rSquared: Double
  /// R² with a price on columns.
  public let adjustedRSquared: Double
  /// The ratio of the model's mean square to the residuals'; infinite for a perfect fit, NaN for the
  /// intercept alone.
  public let fStatistic: Double
  /// The logarithm of the likelihood under normal errors.
  public let logLikelihood: Double
  /// The ratio of the largest to the smallest singular value of the columns.
  public let conditionNumber: Double
  /// The same ratio once all columns have the length 1: how nearly they depend on each other.
  public let scaledConditionNumber: Double
  /// How many digits of the coefficients are guaranteed for these columns as they are.
  public let guaranteedDigits: Int
  /// The probability of the confidence intervals.
  public let confidence: Double
  /// How the figures were computed.
  public let lane: Lane

  /// Fits a model to an outcome.
  ///
  /// - Parameters:
  ///   - design: The columns.
  ///   - outcome: A number for each row.
  ///   - weights: What each row counts; rows of weight 0 are left out of every count.
  ///   - confidence: The probability of the intervals, between 0 and 1.
  ///   - lane: How to compute.
  ///   - workers: How many threads the fast lane uses, by default as many as there are processors:
  ///     the figures have the same bits for any number.
  /// - Throws: ``StatisticsError`` when columns depend on each other (their names are in it), there are
  ///   no more rows than columns, a weight is negative, or a number is not finite.
  public init(
    _ design: Design,
    outcome: [Double],
    weights: [Double]? = nil,
    confidence: Double = 0.95,
    lane: Lane = .exact,
    workers: Int? = nil
  ) throws(StatisticsError) {
    try StatisticsError.check(finite: outcome, "The outcome")
    try StatisticsError.check(finite: weights ?? [], "The weights")
    try design.check(rows: outcome.count)
    try Self.check(weights, rows: outcome.count)
    let solution =
      switch lane {
      case .exact:
        try ExactLeastSquares.solve(
          design,
          outcome.compactMap { Fraction(exactly: $0) },
          weights?.compactMap { Fraction(exactly: $0) }
        )
      case .fast: try FastLeastSquares.solve(design, outcome, weights, workers: workers)
      case .approximate:
        throw StatisticsError(
          .invalidArgument,
          "A linear model is not approximate. Take the exact lane or the fast one."
        )
      }
    try self.init(design, outcome, weights, solution, confidence, lane)
  }

  /// Fits a model to an outcome of exact fractions, in the exact lane.
  ///
  /// - Throws: ``StatisticsError`` as the other initialiser.
  public init(
    _ design: Design,
    exactOutcome outcome: [Fraction],
    weights: [Fraction]? = nil,
    confidence: Double = 0.95
  ) throws(StatisticsError) {
    try design.check(rows: outcome.count)
    let doubles = weights?.map { Double($0) }
    if let weights, let doubles { try Self.check(range: weights, doubles) }
    try Self.check(doubles, rows: outcome.count)
    let solution = try ExactLeastSquares.solve(design, outcome, weights)
    try self.init(design, outcome.map { Double($0) }, doubles, solution, confidence, .exact)
  }

  /// Refuses weights that no double can tell from 0, or from infinity: likelihoods are of doubles.
  private static func check(
    range weights: [Fraction],
    _ doubles: [Double]
  ) throws(StatisticsError) {
    for (place, weight) in doubles.enumerated()
    where !weight.isFinite || weight == 0 && weights[place] != 0 {
      throw StatisticsError(
        .invalidArgument,
        "Weight \(place + 1) is beyond doubles, as which likelihoods take it. Multiply all weights by"
          + " one number: only their ratios matter."
      )
    }
  }

  private static func check(_ weights: [Double]?, rows: Int) throws(StatisticsError) {
    guard let weights else { return }
    guard weights.count == rows else {
      throw StatisticsError(
        .shape,
        "There are \(weights.count) weights and \(rows) rows. Give each row a weight."
      )
    }
    if let place = weights.firstIndex(where: { $0 < 0 }) {
      throw StatisticsError(
        .invalidArgument,
        "Weight \(place + 1) is \(weights[place]). Give none below 0."
      )
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw StatisticsError(.invalidArgument, "All weights are 0. Give some rows a weight.")
    }
  }

  private init(
    _ design: Design,
    _ outcome: [Double],
    _ weights: [Double]?,
    _ solution: LeastSquaresSolution,
    _ confidence: Double,
    _ lane: Lane
  ) throws(StatisticsError) {
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A confidence of \(confidence) makes no interval. Give one between 0 and 1, as 0.95."
      )
    }
    let count = weights?.count { $0 > 0 } ?? outcome.count
    let left = count - design.names.count
    let used = design.names.count - (design.hasIntercept ? 1 : 0)
    let figures =
      solution.exact.map { LinearFigures($0, left: left, used: used) }
      ?? LinearFigures(solution, left: left, used: used)
    coefficients = try Self.coefficients(design.names, solution, figures, left, confidence)
    let size = design.names.count
    covariance = Matrix(rows: size, columns: size) { figures.covariance[$0][$1] }
    self.outcome = outcome
    rows = solution.rows
    self.count = count
    degreesOfFreedom = left
    modelDegreesOfFreedom = used
    residualSumOfSquares = figures.residualSquares
    residualMeanSquare = figures.residualMeanSquare
    residualStandardDeviation = figures.residualDeviation
    regressionSumOfSquares = figures.regressionSquares
    regressionMeanSquare = figures.regressionMeanSquare
    rSquared = figures.rSquared
    adjustedRSquared = figures.adjustedRSquared
    fStatistic = figures.fStatistic
    let weightTerm = weights?.reduce(0) { $1 > 0 ? $0 + log($1) : $0 } ?? 0
    let rows = Double(count)
    logLikelihood =
      (weightTerm - rows * (log(2 * .pi) + 1 + log(solution.residualSquares.value / rows))) / 2
    let condition = solution.condition ?? ConditionNumber(design.columns, weights)
    conditionNumber = condition.raw
    scaledConditionNumber = condition.scaled
    guaranteedDigits = solution.digits
    self.confidence = confidence
    self.lane = lane
  }

  private static func coefficients(
    _ names: [String],
    _ solution: LeastSquaresSolution,
    _ figures: LinearFigures,
    _ left: Int,
    _ confidence: Double
  ) throws(StatisticsError) -> [Coefficient] {
    let t = try StudentDistribution(degreesOfFreedom: Double(left))
    let reach = t.isf((1 - confidence) / 2)
    let errors = solution.errors(left: left)
    return names.indices.map { place in
      let estimate = solution.coefficients[place]
      let distance = errors[place].high == 0 ? errors[place] : errors[place] * reach
      return Coefficient(
        name: names[place],
        estimate: figures.estimates[place],
        standardError: figures.errors[place],
        t: figures.ratios[place],
        p: t.twoSided(figures.ratios[place]),
        low: (estimate - distance).value,
        high: (estimate + distance).value
      )
    }
  }

  /// What is left of each row.
  ///
  /// - Complexity: O(rows × columns²) when it or ``leverage`` is first asked for, O(1) later.
  public var residuals: [Double] { rows.values.residuals }

  /// How much each row pulls the model to itself, 0 to 1.
  ///
  /// - Complexity: O(rows × columns²) when it or ``residuals`` is first asked for, O(1) later.
  public var leverage: [Double] { rows.values.leverage }

  /// What the model gives for each row.
  ///
  /// - Complexity: That of ``residuals``, and O(rows).
  public var fitted: [Double] { zip(outcome, residuals).map { $0 - $1 } }

  /// The coefficient of a column.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }

  /// How probable an F as large is, did no column matter; NaN for the intercept alone.
  public var fP: Double {
    let distribution = try? FisherDistribution(
      Double(modelDegreesOfFreedom),
      Double(degreesOfFreedom)
    )
    return distribution?.sf(fStatistic) ?? .nan
  }

  /// Akaike's criterion, the deviation counted as a parameter, as R's `AIC` does.
  public var aic: Double { -2 * logLikelihood + 2 * Double(coefficients.count + 1) }

  /// The Bayesian criterion, the deviation counted as a parameter, as R's `BIC` does.
  public var bic: Double {
    -2 * logLikelihood + log(Double(count)) * Double(coefficients.count + 1)
  }

  /// Residuals over their own standard deviations.
  public var standardizedResiduals: [Double] {
    zip(residuals, leverage).map {
      $0 / (residualStandardDeviation * (1 - $1).squareRoot())
    }
  }

  /// What the model gives for the columns of a row, the intercept left out.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as columns.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    let columns = modelDegreesOfFreedom
    try StatisticsError.check(row, columns: columns)
    let intercept = coefficients.count > columns ? coefficients[0].estimate : 0
    let slopes = coefficients.suffix(columns).map(\.estimate)
    return (try? Mathematics.sumprod([1] + row, [intercept] + slopes)) ?? .nan
  }
}
