import Foundation

/// How long to wait between attempts: longer each time, and never quite the same.
public struct Backoff: Hashable, Sendable {
  /// The wait after the first attempt.
  public var first: Duration

  /// By what the wait is multiplied after each further attempt.
  public var factor: Double

  /// The longest wait.
  public var limit: Duration

  /// The share of the wait that chance takes away or adds, from 0 to 1.
  ///
  /// It keeps what failed together from coming back together.
  public var jitter: Double

  /// Describes the waits.
  public init(
    first: Duration = .milliseconds(200),
    factor: Double = 2,
    limit: Duration = .seconds(30),
    jitter: Double = 0.2
  ) {
    self.first = first
    self.factor = factor
    self.limit = limit
    self.jitter = jitter
  }

  /// No wait at all.
  public static let none = Backoff(first: .zero, jitter: 0)

  /// Returns how long to wait after an attempt.
  ///
  /// - Parameters:
  ///   - attempt: The attempt that failed, from 1.
  ///   - generator: The source of chance.
  /// - Returns: `first × factor^(attempt − 1)`, moved by chance by at most `jitter` of itself, and
  ///   never more than `limit`.
  public func delay(
    afterAttempt attempt: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Duration {
    guard first > .zero else { return .zero }
    let growth = pow(factor, Double(max(attempt, 1) - 1))
    // Compared before it is multiplied, which could overflow.
    var wait = growth < limit / first ? first * growth : limit
    let share = min(max(jitter, 0), 1)
    guard share > 0 else { return wait }
    wait = wait * (1 + Double.random(in: -share...share, using: &generator))
    return min(wait, limit)
  }
}
