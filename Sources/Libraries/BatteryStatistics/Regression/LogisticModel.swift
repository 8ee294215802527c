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
    guard outcome.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw StatisticsError(
        .invalidArgument,
        "An outcome is neither 0 nor 1. Encode it as one of both."
      )
    }
    try design.check(rows: outcome.count)
    guard outcome.contains(0), outcome.contains(1) else {
      throw StatisticsError(
        .constant,
        "The outcome is the same in every row: nothing to tell apart."
      )
    }
    guard confidence > 0, confidence < 1 else {
      throw StatisticsError(.invalidArgument, "Give a confidence between 0 and 1, as 0.95.")
    }
    var scores = [Double](repeating: 0, count: outcome.count)
    var estimates = [Double](repeating: 0, count: design.names.count)
    var likelihood = Self.likelihood(scores, outcome)
    var steps = 0
    var inverse: [[DoubleDouble]] = []
    while true {
      steps += 1
      let weights = scores.map { Self.probability($0) * Self.probability(-$0) }
      let targets = zip(zip(scores, outcome), weights).map { pair, weight in
        let (score, outcome) = pair
        // (y - p) / w without a difference: 1 / p or -1 / (1 - p).
        return score + (outcome == 1 ? 1 / Self.probability(score) : -1 / Self.probability(-score))
      }
      if scores.contains(where: { $0.magnitude > 36 })
        || Self.separates(scores, outcome)
      {
        throw Self.separation(design, estimates)
      }
      let solution = try FastLeastSquares.solve(design, targets, weights, workers: workers)
      inverse = solution.inverse
      let next = solution.coefficients.map(\.value)
      let change = zip(next, estimates).map { $0 - $1 }
      var (size, accepted) = (1.0, false)
      for _ in 0..<30 {
        let trial = zip(estimates, change).map { $0 + $1 * size }
        let trialScores = Self.scores(design, trial)
        let found = Self.likelihood(trialScores, outcome)
        if found >= likelihood - likelihood.magnitude * 1e-14 {
          (estimates, scores, likelihood, accepted) = (trial, trialScores, found, true)
          break
        }
        size /= 2
      }
      if !accepted {
        // Near the maximum the last digits of doubles may hide an improvement; elsewhere it is none.
        let reach = Self.scores(design, change).allSatisfy { $0.magnitude < 1e-6 }
        guard reach else {
          throw StatisticsError(
            .notConverged,
            "A step of 30 halvings led to nothing likelier. Scale the columns."
          )
        }
        break
      }
      let movement = zip(change, estimates).map { $0.magnitude / max($1.magnitude, 1e-300) }.max()
      if (movement ?? 0) < 1e-12 { break }
      guard steps < 100 else {
        throw StatisticsError(
          .notConverged,
          "100 steps did not lead to a maximum. Scale the columns."
        )
      }
    }
    let normal = NormalDistribution()
    let reach = normal.isf((1 - confidence) / 2)
    coefficients = design.names.indices.map { place in
      let error = inverse[place][place].value.squareRoot()
      let z = estimates[place] / error
      return LinearModel.Coefficient(
        name: design.names[place],
        estimate: estimates[place],
        standardError: error,
        t: z,
        p: 2 * normal.sf(z.magnitude),
        low: estimates[place] - reach * error,
        high: estimates[place] + reach * error
      )
    }
    logLikelihood = likelihood
    fitted = scores.map(Self.probability)
    let ones = Double(outcome.count { $0 == 1 })
    let count = Double(outcome.count)
    nullLogLikelihood = ones * log(ones / count) + (count - ones) * log((count - ones) / count)
    self.steps = steps
  }

  /// Akaike's criterion.
  public var aic: Double { 2 * Double(coefficients.count) - 2 * logLikelihood }

  /// McFadden's R².
  public var pseudoRSquared: Double { 1 - logLikelihood / nullLogLikelihood }

  /// The probability of a 1 for the columns of a row, the intercept left out.
  public func predict(_ row: [Double]) -> Double {
    let first = coefficients.count - row.count
    let start = first == 1 ? coefficients[0].estimate : 0
    let slopes = coefficients.suffix(row.count)
    return Self.probability(zip(row, slopes).reduce(start) { $0 + $1.0 * $1.1.estimate })
  }

  private static func probability(_ score: Double) -> Double { 1 / (1 + exp(-score)) }

  private static func scores(_ design: Design, _ estimates: [Double]) -> [Double] {
    var scores = [Double](repeating: 0, count: design.rows)
    for (column, estimate) in zip(design.columns, estimates) {
      for row in scores.indices { scores[row] += column[row] * estimate }
    }
    return scores
  }

  private static func likelihood(_ scores: [Double], _ outcome: [Double]) -> Double {
    zip(scores, outcome).reduce(0) { sum, pair in
      let margin = pair.1 == 1 ? pair.0 : -pair.0
      return sum - (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
    }
  }

  /// Whether every score lies on its outcome's side: then larger ones always fit better.
  private static func separates(_ scores: [Double], _ outcome: [Double]) -> Bool {
    zip(scores, outcome).allSatisfy { $1 == 1 ? $0 > 0 : $0 < 0 }
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
        + " has no maximum. Leave a column out, or hold the slopes back.",
      columns: names
    )
  }
}
