/// What happens when a run is due while an earlier one of the same job is not finished.
public enum OverlapPolicy: String, Codable, Hashable, Sendable, CaseIterable {
  /// The new one is recorded as skipped, with the reason.
  case skip
  /// The new one waits for the earlier one.
  case queue
  /// The earlier one is cancelled, and the new one runs after it.
  case replace
  /// Both run.
  case parallel
}
