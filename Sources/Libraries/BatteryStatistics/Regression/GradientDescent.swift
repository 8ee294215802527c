internal import BatteryNumbers

/// A linear model that learns in steps against the gradient, from all rows or a few at a time.
///
/// The same seed and rows give the same slopes. Columns of unlike scale slow it down: standardise
/// them first.
public struct GradientDescent: Sendable, Hashable, Codable {
  /// The intercept, followed by the slopes.
  public private(set) var weights: [Double]
  /// The steps that were taken.
  public private(set) var steps = 0
  /// The size of a step at first.
  public let learningRate: Double
  /// How steps shrink: the size is divided by 1 + decay · steps.
  public let decay: Double
  private var random: Philox

  /// Makes a model that has learnt nothing.
  ///
  /// - Parameters:
  ///   - columns: The number of columns.
  ///   - learningRate: The size of a step at first.
  ///   - decay: How steps shrink; 0 keeps their size.
  ///   - seed: What the order of rows follows from.
  /// - Throws: ``StatisticsError`` when a number is out of range.
  public init(
    columns: Int,
    learningRate: Double = 0.1,
    decay: Double = 0,
    seed: Int = 0
  ) throws(StatisticsError) {
    guard columns >= 0, learningRate > 0, learningRate.isFinite, decay >= 0 else {
      throw StatisticsError(
        .invalidArgument,
        "Give a learning rate above 0 and a decay of 0 or more."
      )
    }
    weights = [Double](repeating: 0, count: columns + 1)
    (self.learningRate, self.decay) = (learningRate, decay)
    random = Philox(seed: seed)
  }

  /// Learns from all rows at once until the slopes stand still.
  ///
  /// - Throws: ``StatisticsError`` when the steps grow without end or do not suffice.
  public mutating func fit(
    _ rows: [[Double]],
    _ outcome: [Double],
    maximumSteps: Int = 10_000,
    tolerance: Double = 1e-10
  ) throws(StatisticsError) {
    try check(rows, outcome)
    let all = Array(rows.indices)
    for _ in 0..<maximumSteps {
      let largest = try step(rows, outcome, all)
      if largest <= tolerance { return }
    }
    throw StatisticsError(
      .notConverged,
      "\(maximumSteps) steps did not suffice. Give more, a larger rate or columns of a like scale."
    )
  }

  /// Learns from a few rows at a time, in a random order, so many times over.
  ///
  /// - Throws: ``StatisticsError`` when the steps grow without end.
  public mutating func fitStochastic(
    _ rows: [[Double]],
    _ outcome: [Double],
    epochs: Int,
    batchSize: Int = 1
  ) throws(StatisticsError) {
    try check(rows, outcome)
    guard batchSize > 0, epochs >= 0 else {
      throw StatisticsError(.invalidArgument, "Give a batch of one row or more.")
    }
    var order = Array(rows.indices)
    for _ in 0..<epochs {
      random.shuffle(&order)
      for start in stride(from: 0, to: order.count, by: batchSize) {
        _ = try step(rows, outcome, Array(order[start..<min(start + batchSize, order.count)]))
      }
    }
  }

  /// Learns one step from these rows, as they arrive.
  ///
  /// - Throws: ``StatisticsError`` when rows do not fit, or the steps grow without end.
  public mutating func partialFit(_ rows: [[Double]], _ outcome: [Double]) throws(StatisticsError) {
    try check(rows, outcome)
    _ = try step(rows, outcome, Array(rows.indices))
  }

  /// What the model gives for a row.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as columns.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    try StatisticsError.check(row, columns: weights.count - 1)
    return score(row)
  }

  /// The same for a row that is as wide as the model.
  private func score(_ row: [Double]) -> Double {
    zip(row, weights.dropFirst()).reduce(weights[0]) { $0 + $1.0 * $1.1 }
  }

  private func check(_ rows: [[Double]], _ outcome: [Double]) throws(StatisticsError) {
    guard rows.count == outcome.count, !rows.isEmpty,
      rows.allSatisfy({ $0.count == weights.count - 1 })
    else {
      throw StatisticsError(
        .shape,
        "Give rows of \(weights.count - 1) values and an outcome for each."
      )
    }
    try StatisticsError.check(finite: outcome, "The outcome")
  }

  /// Takes a step and returns the largest change of a weight.
  private mutating func step(
    _ rows: [[Double]],
    _ outcome: [Double],
    _ chosen: [Int]
  ) throws(StatisticsError) -> Double {
    var gradient = [Double](repeating: 0, count: weights.count)
    for row in chosen {
      let error = score(rows[row]) - outcome[row]
      gradient[0] += error
      for (place, value) in rows[row].enumerated() { gradient[place + 1] += error * value }
    }
    let size = learningRate / (1 + decay * Double(steps)) / Double(chosen.count)
    steps += 1
    var largest = 0.0
    for place in weights.indices {
      let change = size * gradient[place]
      weights[place] -= change
      largest = max(largest, change.magnitude)
    }
    guard weights.allSatisfy(\.isFinite) else {
      throw StatisticsError(
        .notConverged,
        "The steps grow without end. Give a smaller learning rate or standardise the columns."
      )
    }
    return largest
  }
}
