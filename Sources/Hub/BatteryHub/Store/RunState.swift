/// Where a run stands.
public enum RunState: String, Codable, Hashable, Sendable, CaseIterable {
  /// It waits for its turn, or for its next attempt.
  case queued
  /// It runs.
  case running
  /// It did its work.
  case succeeded
  /// It did not do its work, and will not be tried again.
  case failed
  /// A person, a newer run or a shutdown ended it.
  case cancelled
  /// The hub died while it ran.
  case interrupted
  /// It was due and did not run; the reason says why.
  case skipped

  /// Whether nothing more will happen to the run.
  public var isFinal: Bool { self != .queued && self != .running }
}
