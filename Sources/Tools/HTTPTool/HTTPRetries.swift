public import BatteryJobs

/// How often a request is sent again within one run.
public struct HTTPRetries: Codable, Hashable, Sendable {
  /// How often the request is sent in all.
  public var attempts: Int

  /// How long to wait before the second attempt; each further wait is twice as long.
  public var backoff: TimeSpan

  /// Describes how often a request is sent.
  public init(attempts: Int, backoff: TimeSpan = .seconds(1)) {
    self.attempts = attempts
    self.backoff = backoff
  }

  private enum Key: String, CodingKey {
    case attempts
    case backoff
  }

  /// Reads the number of attempts and, where it is there, the backoff.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      attempts: try container.decode(Int.self, forKey: .attempts),
      backoff: try container.decodeIfPresent(TimeSpan.self, forKey: .backoff) ?? .seconds(1)
    )
  }

  /// The longest wait that a server may ask for.
  static let longestWait = TimeSpan.minutes(5)

  /// Returns how long to wait after an attempt, from 1.
  func delay(afterAttempt attempt: Int) -> TimeSpan {
    let factor = Int64(1) << min(attempt - 1, 20)
    let (wait, overflow) = backoff.milliseconds.multipliedReportingOverflow(by: factor)
    return overflow
      ? Self.longestWait : min(TimeSpan(milliseconds: wait), Self.longestWait)
  }
}
