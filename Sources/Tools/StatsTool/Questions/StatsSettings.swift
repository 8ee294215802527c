public import BatteryStatistics

/// What all questions have in common.
public struct StatsSettings: Hashable, Sendable {
  /// How numbers are computed: exactly, or in doubles.
  public var lane: Lane
  /// The confidence of intervals, between 0 and 1.
  public var confidence: Double
  /// The seed of whatever is random.
  public var seed: UInt64
  /// How many threads may work.
  public var workers: Int
  /// The name of the column in ``StatsTable/numbers`` with the weights.
  public var weights: String?

  /// Makes settings.
  public init(
    lane: Lane = .exact,
    confidence: Double = 0.95,
    seed: UInt64 = 1,
    workers: Int = 1,
    weights: String? = nil
  ) {
    self.lane = lane
    self.confidence = confidence
    self.seed = seed
    self.workers = workers
    self.weights = weights
  }
}
