public import Foundation

/// What the store remembers of a job between starts.
public struct JobState: Hashable, Sendable {
  /// The name of the job.
  public var job: String
  /// Whether it is paused: its slots are recorded as skipped.
  public var isPaused: Bool
  /// The schedule that ``nextFire`` was made from.
  public var fingerprint: String
  /// The next slot that is not yet a row.
  public var nextFire: Date?

  /// Describes a state.
  public init(job: String, isPaused: Bool = false, fingerprint: String = "", nextFire: Date? = nil)
  {
    self.job = job
    self.isPaused = isPaused
    self.fingerprint = fingerprint
    self.nextFire = nextFire
  }
}
