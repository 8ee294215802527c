internal import Foundation

/// Newton's steps towards the likeliest coefficients of a logistic model, each halved until it leads
/// to something better.
struct LogisticSearch {
  /// The columns, the intercept's first where there is one.
  let columns: [[Double]]
  /// A 0 or 1 for each row.
  let outcome: [Double]
  /// What the square of each coefficient costs, twice.
  let penalties: [Double]
  private(set) var estimates: [Double]
  /// The logit of the probability of a 1 for each row.
  private(set) var scores: [Double]
  /// What is made small: Σ log(1 + exp(-margin)) + Σ penalty · β² / 2.
  private(set) var objective: Double
  /// The steps that were taken.
  private(set) var steps = 0

  static let maximumSteps = 200
  private static let maximumHalvings = 40

  /// Begins at 0.
  ///
  /// - Throws: ``StatisticsError`` when an outcome is neither 0 nor 1, or all are the same.
  init(
    _ columns: [[Double]],
    _ outcome: [Double],
    penalties: [Double]? = nil
  ) throws(StatisticsError) {
    if let row = outcome.firstIndex(where: { $0 != 0 && $0 != 1 }) {
      throw StatisticsError(
        .invalidData,
        "Value \(row + 1) of the outcome is \(outcome[row]), neither 0 nor 1."
          + " Encode it as one of both."
      )
    }
    guard outcome.contains(0), outcome.contains(1) else {
      throw StatisticsError(
        .constant,
        "The outcome is \(outcome.first == 1 ? "1" : "0") in every row: there is nothing to tell"
          + " apart. Give rows of both."
      )
    }
    (self.columns, self.outcome) = (columns, outcome)
    self.penalties = penalties ?? [Double](repeating: 0, count: columns.count)
    estimates = [Double](repeating: 0, count: columns.count)
    scores = [Double](repeating: 0, count: outcome.count)
    objective = 0
    objective = objective(scores, estimates)
  }

  /// Takes steps until the coefficients stand still.
  ///
  /// - Parameter step: How coefficients should change, seen from where the search is.
  /// - Throws: ``StatisticsError`` when steps lead to no end, and what `step` throws.
  mutating func run(
    _ step: (LogisticSearch) throws(StatisticsError) -> [Double]
  ) throws(StatisticsError) {
    while true {
      guard steps < Self.maximumSteps else {
        throw StatisticsError(
          .notConverged,
          "\(Self.maximumSteps) steps did not lead to the likeliest coefficients. Scale the columns."
        )
      }
      steps += 1
      let change = try step(self)
      guard improve(by: change) else {
        // Near the end the last digits of doubles may hide an improvement; elsewhere it is none.
        let isNear = scores(of: change).allSatisfy { $0.magnitude < 1e-6 }
        guard isNear else {
          throw StatisticsError(
            .notConverged,
            "A step of \(Self.maximumHalvings) halvings led to nothing likelier. Scale the columns."
          )
        }
        return
      }
      let movement = zip(change, estimates).map { $0.magnitude / max($1.magnitude, 1e-300) }
      if (movement.max() ?? 0) < 1e-12 { return }
    }
  }

  /// Goes a part of the way, the largest that is no worse; `false` when none is.
  private mutating func improve(by change: [Double]) -> Bool {
    var size = 1.0
    for _ in 0..<Self.maximumHalvings {
      let trial = zip(estimates, change).map { $0 + $1 * size }
      let trialScores = scores(of: trial)
      let found = objective(trialScores, trial)
      if found <= objective + objective.magnitude * 1e-14 {
        (estimates, scores, objective) = (trial, trialScores, found)
        return true
      }
      size /= 2
    }
    return false
  }

  /// Whether some row's outcome is so certain that what tells rows apart may tell them wholly.
  var isFar: Bool { scores.contains { $0.magnitude > 30 } }

  /// The probability of a 1 for a logit.
  static func probability(_ score: Double) -> Double { 1 / (1 + exp(-score)) }

  /// The variance of each row's outcome.
  var variances: [Double] {
    scores.map { Self.probability($0) * Self.probability(-$0) }
  }

  private func scores(of estimates: [Double]) -> [Double] {
    var scores = [Double](repeating: 0, count: outcome.count)
    for (column, estimate) in zip(columns, estimates) where estimate != 0 {
      for row in scores.indices { scores[row] += column[row] * estimate }
    }
    return scores
  }

  private func objective(_ scores: [Double], _ estimates: [Double]) -> Double {
    let loss = zip(scores, outcome).reduce(0) { sum, pair in
      let margin = pair.1 == 1 ? pair.0 : -pair.0
      return sum + (margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin)
    }
    return zip(estimates, penalties).reduce(loss) { $0 + $1.0 * $1.0 * $1.1 / 2 }
  }
}
