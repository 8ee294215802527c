/// Whether, how often and how soon a failed run is tried again.
public struct RetryPolicy: Codable, Hashable, Sendable {
  /// How often the work is tried in all; 1 means never again.
  public var attempts: Int

  /// How long to wait before the second attempt.
  public var backoff: TimeSpan

  /// By what the wait is multiplied before each further attempt.
  public var factor: Double

  /// The longest wait.
  public var limit: TimeSpan

  /// The share of the wait that chance takes away or adds, from 0 to 1.
  public var jitter: Double

  /// Describes a policy.
  public init(
    attempts: Int = 1,
    backoff: TimeSpan = .seconds(30),
    factor: Double = 2,
    limit: TimeSpan = .hours(1),
    jitter: Double = 0.1
  ) {
    self.attempts = attempts
    self.backoff = backoff
    self.factor = factor
    self.limit = limit
    self.jitter = jitter
  }

  /// A policy that tries once.
  public static let never = RetryPolicy()

  /// Returns how long to wait after a failed attempt.
  ///
  /// The wait grows as `backoff × factor^(attempt − 1)` up to `limit`; then chance moves it by at
  /// most `jitter` of itself, so that jobs that failed together do not come back together.
  ///
  /// - Parameters:
  ///   - attempt: The attempt that failed, from 1.
  ///   - chance: A number from 0 to 1; 0.5 leaves the wait as it is.
  /// - Returns: `nil` when there is to be no further attempt.
  public func delay(afterAttempt attempt: Int, chance: Double) -> TimeSpan? {
    guard attempt < attempts else { return nil }
    var wait = Double(backoff.milliseconds)
    for _ in 1..<max(attempt, 1) where wait < Double(limit.milliseconds) { wait *= factor }
    wait = min(wait, Double(limit.milliseconds))
    wait *= 1 + jitter * (2 * chance - 1)
    return TimeSpan(milliseconds: Int64(min(wait, Double(limit.milliseconds)).rounded()))
  }
}
