internal import Foundation

/// How good predicted probabilities are.
public enum ProbabilityMetrics {
  /// The mean of the logarithms of the probabilities that were given to what came, negated.
  ///
  /// Infinite where what came was given the probability 0; nothing is clipped.
  ///
  /// - Parameters:
  ///   - actual: Whether the event came.
  ///   - probabilities: The probability of it that was predicted.
  /// - Returns: The loss, 0 for certainty that is right.
  /// - Throws: ``StatisticsError`` for no values, not as many of both, or what is no probability.
  public static func logLoss(
    actual: [Bool],
    probabilities: [Double]
  ) throws(StatisticsError) -> Double {
    try check(actual, probabilities, "log loss")
    // log1p keeps the digits of a probability near 0.
    let terms = zip(actual, probabilities).map { $0 ? log($1) : log1p(-$1) }
    return -(try Statistics.fmean(terms)) + 0
  }

  /// The log loss of more than two classes.
  ///
  /// - Parameters:
  ///   - actual: The place of the class that came, from 0.
  ///   - probabilities: For each row a probability of each class; they add up to 1.
  /// - Returns: The loss; infinite where what came was given the probability 0.
  /// - Throws: ``StatisticsError`` for no rows, not as many of both, a class that is not there, or
  ///   probabilities that are none or do not add up to 1 (to 1e-6).
  public static func logLoss(
    actual: [Int],
    probabilities: [[Double]]
  ) throws(StatisticsError) -> Double {
    guard actual.count == probabilities.count else {
      throw .unequal("log loss", actual.count, probabilities.count)
    }
    guard !actual.isEmpty else { throw .tooFew("log loss", 0, needs: 1) }
    var terms: [Double] = []
    for (row, (place, shares)) in zip(actual, probabilities).enumerated() {
      try check(shares)
      guard shares.indices.contains(place) else {
        throw StatisticsError(
          .shape,
          "Row \(row + 1) has the class \(place) and \(shares.count) probabilities."
            + " Give each class one."
        )
      }
      guard (shares.reduce(0, +) - 1).magnitude <= 1e-6 else {
        throw StatisticsError(
          .invalidArgument,
          "The probabilities of row \(row + 1) do not add up to 1. Divide them by their sum."
        )
      }
      terms.append(log(shares[place]))
    }
    return -(try Statistics.fmean(terms)) + 0
  }

  /// The mean of the squared distances of probabilities from what came: Brier's score.
  ///
  /// - Throws: ``StatisticsError`` for no values, not as many of both, or what is no probability.
  public static func brierScore(
    actual: [Bool],
    probabilities: [Double]
  ) throws(StatisticsError) -> Double {
    try check(actual, probabilities, "Brier score")
    return try Statistics.fmean(
      zip(actual, probabilities).map { ($0 ? 1 - $1 : $1) * ($0 ? 1 - $1 : $1) }
    )
  }

  /// The area under the receiver operating characteristic: the probability that a row of the event
  /// has a higher score than one without it, ties counting half.
  ///
  /// - Parameters:
  ///   - actual: Whether the event came.
  ///   - scores: Any scores that are higher where the event is more probable.
  /// - Returns: The area, from 0 to 1; 0.5 for scores that tell nothing.
  /// - Throws: ``StatisticsError`` for not as many of both, a score that is NaN, or rows of one kind
  ///   alone.
  /// - Complexity: O(n log n).
  public static func areaUnderCurve(
    actual: [Bool],
    scores: [Double]
  ) throws(StatisticsError) -> Double {
    guard actual.count == scores.count else {
      throw .unequal("area under the curve", actual.count, scores.count)
    }
    if let place = scores.firstIndex(where: \.isNaN) {
      throw StatisticsError(.notFinite, "Score \(place + 1) is NaN. Leave the row out.")
    }
    let positives = actual.count { $0 }
    let negatives = actual.count - positives
    guard positives > 0, negatives > 0 else {
      throw StatisticsError(
        .constant,
        "All rows are of one kind: no curve tells two apart. Give rows of both."
      )
    }
    // Ranks are halves of integers, their sum is exact.
    let ranks = Statistics.ranks(scores)
    let sum = zip(actual, ranks).reduce(0) { $1.0 ? $0 + $1.1 : $0 }
    let (a, b) = (Double(positives), Double(negatives))
    return (sum - a * (a + 1) / 2) / (a * b)
  }

  private static func check(
    _ actual: [Bool],
    _ probabilities: [Double],
    _ name: String
  ) throws(StatisticsError) {
    guard actual.count == probabilities.count else {
      throw .unequal(name, actual.count, probabilities.count)
    }
    guard !actual.isEmpty else { throw .tooFew(name, 0, needs: 1) }
    try check(probabilities)
  }

  private static func check(_ probabilities: [Double]) throws(StatisticsError) {
    if let place = probabilities.firstIndex(where: { !(0...1).contains($0) }) {
      throw StatisticsError(
        .invalidArgument,
        "Probability \(place + 1) is \(probabilities[place]). Give one from 0 to 1."
      )
    }
  }
}
