internal import BatteryStatistics

/// Why a question takes no weights as it is asked, and what to do.
///
/// The same is said of a configuration, before anything is read, and of a question that is asked.
public struct WeightsRefusal: Hashable, Sendable {
  /// What takes no weights, in a clause without an end.
  public var reason: String
  /// What to do.
  public var remedy: String

  /// Makes a refusal.
  public init(_ reason: String, _ remedy: String = "Leave the weights out.") {
    self.reason = reason
    self.remedy = remedy
  }
}

extension StatsSettings {
  /// Refuses weights where a question takes none.
  func check(weightsOf question: any StatsQuestion) throws(StatisticsError) {
    guard let weights, let refusal = question.weightsRefusal else { return }
    throw StatisticsError(
      .invalidArgument,
      "\(refusal.reason) and \(weights) was given. \(refusal.remedy)"
    )
  }

  /// What is said, where the exact lane is asked for, of what is computed in doubles all the same.
  func notes(ofDoubles what: String) -> [String] {
    lane == .exact ? ["\(what) computed in doubles, in the fast lane."] : []
  }
}
