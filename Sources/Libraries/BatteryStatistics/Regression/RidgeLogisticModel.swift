internal import BatteryNumbers
internal import Foundation

/// A logistic model whose slopes are held back by the sum of their squares.
///
/// It minimises Σ log(1 + exp(-margin)) + penalty / 2 · Σ β², the intercept left free: scikit-learn's
/// `LogisticRegression` with C = 1 / penalty. It has an answer also where columns tell zeros and ones
/// apart without an error. For standard errors take ``LogisticModel``.
public struct RidgeLogisticModel: Sendable, Hashable, Codable {
  /// The names of the slopes.
  public let names: [String]
  /// The intercept; 0 where the design has none.
  public let intercept: Double
  /// The slopes.
  public let slopes: [Double]
  /// The penalty.
  public let penalty: Double
  /// Newton's steps that were taken.
  public let steps: Int

  /// Fits a model.
  ///
  /// - Throws: ``StatisticsError`` when the penalty is not above 0, an outcome is neither 0 nor 1, all
  ///   are the same, or the steps came to no end.
  public init(_ design: Design, outcome: [Double], penalty: Double) throws(StatisticsError) {
    guard penalty > 0, penalty.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "A penalty of \(penalty) holds nothing back. Give one above 0, or take a logistic model."
      )
    }
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
    let first = design.hasIntercept ? 1 : 0
    // Small numbers beside large ones cost digits: columns are brought to a like size by powers of two.
    let scales = design.columns.map { column in
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      return largest > 0 ? Double(sign: .plus, exponent: -largest.exponent, significand: 1) : 1
    }
    let columns = zip(design.columns, scales).map { column, scale in column.map { $0 * scale } }
    let penalties = scales.indices.map { $0 < first ? 0 : penalty * scales[$0] * scales[$0] }
    var estimates = [Double](repeating: 0, count: columns.count)
    var scores = [Double](repeating: 0, count: outcome.count)
    var objective = Self.objective(scores, outcome, estimates, penalties)
    var steps = 0
    while true {
      guard steps < 200 else {
        throw StatisticsError(
          .notConverged,
          "200 steps did not lead to a minimum. Scale the columns."
        )
      }
      steps += 1
      let change = try Self.step(columns, outcome, scores, estimates, penalties)
      var (size, isBetter) = (1.0, false)
      for _ in 0..<40 where !isBetter {
        let trial = zip(estimates, change).map { $0 + $1 * size }
        let trialScores = Self.scores(columns, trial)
        let found = Self.objective(trialScores, outcome, trial, penalties)
        isBetter = found <= objective + objective.magnitude * 1e-14
        if isBetter { (estimates, scores, objective) = (trial, trialScores, found) }
        size /= 2
      }
      if !isBetter {
        // Near the minimum the last digits of doubles may hide an improvement; elsewhere it is none.
        let reach = Self.scores(columns, change).allSatisfy { $0.magnitude < 1e-6 }
        guard reach else {
          throw StatisticsError(
            .notConverged,
            "A step of 40 halvings led to nothing better. Scale the columns."
          )
        }
        break
      }
      let movement = zip(change, estimates).map { $0.magnitude / max($1.magnitude, 1e-300) }
      if (movement.max() ?? 0) < 1e-12 { break }
    }
    let result = zip(estimates, scales).map { $0 * $1 }
    names = Array(design.names[first...])
    intercept = design.hasIntercept ? result[0] : 0
    slopes = Array(result[first...])
    self.penalty = penalty
    self.steps = steps
  }

  /// The probability of a 1 for a row of columns.
  public func predict(_ row: [Double]) -> Double {
    1 / (1 + exp(-zip(row, slopes).reduce(intercept) { $0 + $1.0 * $1.1 }))
  }

  private static func step(
    _ columns: [[Double]],
    _ outcome: [Double],
    _ scores: [Double],
    _ estimates: [Double],
    _ penalties: [Double]
  ) throws(StatisticsError) -> [Double] {
    let weights = scores.map { 1 / ((1 + exp(-$0)) * (1 + exp($0))) }
    // y - p without a difference: 1 - p or -p.
    let errors = zip(scores, outcome).map { $1 == 1 ? 1 / (1 + exp($0)) : -1 / (1 + exp(-$0)) }
    var curvature = Matrix(rows: columns.count, columns: columns.count)
    var gradient = [Double](repeating: 0, count: columns.count)
    for (place, column) in columns.enumerated() {
      var pull = DoubleDouble(-penalties[place]) * estimates[place]
      for row in column.indices { pull = pull + DoubleDouble(product: column[row], errors[row]) }
      gradient[place] = pull.value
      for other in 0...place {
        var sum = 0.0
        for row in column.indices { sum += column[row] * columns[other][row] * weights[row] }
        curvature[place, other] = sum
        curvature[other, place] = sum
      }
      curvature[place, place] += penalties[place]
    }
    do {
      return try CholeskyDecomposition(curvature).solve(gradient)
    } catch {
      throw StatisticsError(
        .notConverged,
        "The curvature is 0 in doubles: the penalty is too small for these columns. Give a larger one."
      )
    }
  }

  private static func scores(_ columns: [[Double]], _ estimates: [Double]) -> [Double] {
    var scores = [Double](repeating: 0, count: columns.first?.count ?? 0)
    for (column, estimate) in zip(columns, estimates) where estimate != 0 {
      for row in scores.indices { scores[row] += column[row] * estimate }
    }
    return scores
  }

  private static func objective(
    _ scores: [Double],
    _ outcome: [Double],
    _ estimates: [Double],
    _ penalties: [Double]
  ) -> Double {
    let loss = zip(scores, outcome).reduce(0) { sum, pair in
      let margin = pair.1 == 1 ? pair.0 : -pair.0
      return sum + (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
    }
    return zip(estimates, penalties).reduce(loss) { $0 + $1.0 * $1.0 * $1.1 / 2 }
  }
}
