internal import Foundation

/// The value farthest from the mean, then that of those left, with how far each may be.
struct ExtremeDeviates {
  typealias Answer = (
    scores: [Double], indices: [Int], steps: [Outliers.Step], limits: [Outliers.Limits]
  )

  let data: [Double]
  let alternative: Alternative
  let significance: Double

  init(_ data: [Double], alternative: Alternative, significance: Double) {
    self.data = data
    self.alternative = alternative
    self.significance = significance
  }

  func grubbs(repeated: Bool) throws(StatisticsError) -> Answer {
    try answer(maximum: repeated ? data.count - 2 : 1) { steps in
      steps.firstIndex { $0.statistic <= $0.critical } ?? steps.count
    }
  }

  func generalized(maximum: Int) throws(StatisticsError) -> Answer {
    // All tests are made: a later one may find what an earlier one has hidden.
    try answer(maximum: maximum, stops: false) { steps in
      steps.lastIndex { $0.statistic > $0.critical }.map { $0 + 1 } ?? 0
    }
  }

  private func answer(
    maximum: Int,
    stops: Bool = true,
    _ found: ([Outliers.Step]) -> Int
  ) throws(StatisticsError) -> Answer {
    var kept = Array(data.indices)
    var steps: [Outliers.Step] = []
    var limits: [Outliers.Limits] = []
    var scores: [Double] = []
    while steps.count < maximum {
      let moments = ExactMoments(kept.lazy.map { data[$0] })
      let (mean, deviation) = (try moments.mean(), try moments.standardDeviation())
      if steps.isEmpty {
        guard deviation > 0 else { throw .constantOutliers }
        scores = data.map { ($0 - mean) / deviation }
      }
      // What is left is all the same: none of it is farther than another.
      guard deviation > 0 else { break }
      let distances = kept.map { distance(data[$0] - mean) }
      var place = 0
      for other in distances.indices where distances[other] > distances[place] { place = other }
      let critical = try critical(kept.count)
      steps.append(
        Outliers.Step(
          index: kept[place],
          statistic: distances[place] / deviation,
          critical: critical
        )
      )
      limits.append(limit(mean, critical * deviation))
      if stops, distances[place] / deviation <= critical { break }
      kept.remove(at: place)
    }
    let count = found(steps)
    return (
      scores, steps[..<count].map(\.index).sorted(), steps, [limits[max(count - 1, 0)]]
    )
  }

  private func distance(_ deviation: Double) -> Double {
    switch alternative {
    case .twoSided: deviation.magnitude
    case .less: -deviation
    case .greater: deviation
    }
  }

  private func limit(_ mean: Double, _ reach: Double) -> Outliers.Limits {
    var limits = Outliers.Limits(center: mean, reach: reach)
    if alternative == .less { limits.upper = .infinity }
    if alternative == .greater { limits.lower = -.infinity }
    return limits
  }

  /// How far the farthest of `count` normal values may be: (n - 1)/√n · √(t²/(n - 2 + t²)).
  private func critical(_ count: Int) throws(StatisticsError) -> Double {
    let n = Double(count)
    let student = try StudentDistribution(degreesOfFreedom: n - 2)
    let t = student.isf(significance / (alternative == .twoSided ? 2 * n : n))
    return (n - 1) / n.squareRoot() * (t * t / (n - 2 + t * t)).squareRoot()
  }
}
