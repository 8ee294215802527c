internal import Foundation

/// A logistic model of an outcome that is either 0 or 1.
///
/// Fitted by maximum likelihood in Newton's steps, each a weighted least squares problem (IRLS).
public struct LogisticModel: Sendable, Hashable, Codable {
  /// The coefficients; `t` is z, the estimate over its error, and `p` that of the normal
  /// distribution.
  public let coefficients: [LinearModel.Coefficient]
  /// The logarithm of the likelihood.
  public let logLikelihood: Double
  /// That of the intercept alone.
  public let nullLogLikelihood: Double
  /// The probability of a 1 for each row.
  public let fitted: [Double]
  /// The steps that were taken.
  public let steps: Int
  private let hasIntercept: Bool

  /// Fits a model.
  ///
  /// - Throws: ``StatisticsError`` when columns tell zeros and ones apart without an error (there is no
  ///   maximum then), columns depend on each other, or an outcome is neither 0 nor 1.
  public init(
    _ design: Design,
    outcome: [Double],
    confidence: Double = 0.95,
    workers: Int? = nil
  ) throws(StatisticsError) {
    try design.check(rows: outcome.count)
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A confidence of \(confidence) makes no interval. Give one between 0 and 1, as 0.95."
      )
    }
    var search = try LogisticSearch(design.columns, outcome)
    var inverse: [[DoubleDouble]] = []
    try search.run { search throws(StatisticsError) in
      if Separation(search, along: search.estimates) == .complete {
        throw Self.separation(design, search.estimates)
      }
      let solution = try Self.step(search, design, workers)
      inverse = solution.inverse
      let change = zip(solution.coefficients, search.estimates).map { $0.value - $1 }
      // Where columns tell rows apart, steps come to lead along what tells them.
      if search.isFar, Separation(search, along: change) != nil {
        throw Self.separation(design, change)
      }
      return change
    }
    let normal = NormalDistribution()
    let reach = normal.isf((1 - confidence) / 2)
    coefficients = design.names.indices.map { place in
      let estimate = search.estimates[place]
      let error = inverse[place][place].value.squareRoot()
      let z = estimate / error
      return LinearModel.Coefficient(
        name: design.names[place],
        estimate: estimate,
        standardError: error,
        t: z,
        p: 2 * normal.sf(z.magnitude),
        low: estimate - reach * error,
        high: estimate + reach * error
      )
    }
    logLikelihood = -search.objective
    fitted = search.scores.map(LogisticSearch.probability)
    let ones = Double(outcome.count { $0 == 1 })
    let count = Double(outcome.count)
    nullLogLikelihood = ones * log(ones / count) + (count - ones) * log((count - ones) / count)
    steps = search.steps
    hasIntercept = design.hasIntercept
  }

  /// Akaike's criterion.
  public var aic: Double { 2 * Double(coefficients.count) - 2 * logLikelihood }

  /// McFadden's R².
  public var pseudoRSquared: Double { 1 - logLikelihood / nullLogLikelihood }

  /// The probability of a 1 for the columns of a row, the intercept left out.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as columns.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    let slopes = coefficients.dropFirst(hasIntercept ? 1 : 0)
    try StatisticsError.check(row, columns: slopes.count)
    let start = hasIntercept ? coefficients[0].estimate : 0
    return LogisticSearch.probability(zip(row, slopes).reduce(start) { $0 + $1.0 * $1.1.estimate })
  }

  private static func step(
    _ search: LogisticSearch,
    _ design: Design,
    _ workers: Int?
  ) throws(StatisticsError) -> LeastSquaresSolution {
    let targets = zip(search.scores, search.outcome).map { score, outcome in
      // (y - p) / w without a difference: 1 / p or -1 / (1 - p).
      let probability = LogisticSearch.probability(outcome == 1 ? score : -score)
      return score + (outcome == 1 ? 1 : -1) / probability
    }
    guard targets.allSatisfy(\.isFinite) else { throw beyond }
    do throws(StatisticsError) {
      return try FastLeastSquares.solve(design, targets, search.variances, workers: workers)
    } catch {
      // Rows whose outcome is all but certain weigh nothing in doubles.
      guard search.isFar, error.code != .invalidArgument else { throw error }
      throw beyond
    }
  }

  /// What is said where doubles cannot tell whether there is a maximum.
  private static var beyond: StatisticsError {
    StatisticsError(
      .notConverged,
      "Some rows are so near to certain that doubles do not tell where the likelihood is largest, or"
        + " whether it has a maximum. Scale the columns, leave one out, or hold the slopes back by a"
        + " penalty."
    )
  }

  private static func separation(_ design: Design, _ estimates: [Double]) -> StatisticsError {
    // Those whose part of the score varies most drive it.
    let spreads = zip(design.columns, estimates).map { column, estimate in
      ((column.max() ?? 0) - (column.min() ?? 0)) * estimate.magnitude
    }
    let largest = spreads.max() ?? 0
    let names = design.names.indices.filter { spreads[$0] > largest * 0.1 }
      .map { design.names[$0] }
    return StatisticsError(
      .perfectSeparation,
      "\(names.joined(separator: ", ")) \(names.count == 1 ? "separates" : "separate") zeros from"
        + " ones, wholly or in part: the likelihood"
        + " has no maximum. Leave a column out, or hold the slopes back by a penalty.",
      columns: names
    )
  }
}
