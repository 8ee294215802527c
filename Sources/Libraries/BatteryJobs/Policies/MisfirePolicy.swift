/// What happens to the fire times that passed while the hub or the machine was not running.
public struct MisfirePolicy: Codable, Hashable, Sendable {
  /// Which of the missed fire times run.
  public enum Action: String, Codable, Hashable, Sendable, CaseIterable {
    /// The latest one runs; the others are recorded as skipped.
    case once
    /// None; all are recorded as skipped.
    case skip
    /// Every one of them runs.
    case all
  }

  /// Which of the missed fire times run.
  public var action: Action

  /// How far back a missed fire time still counts; older ones are recorded as skipped.
  public var window: TimeSpan

  /// How late a start may be before its fire time counts as missed.
  public var tolerance: TimeSpan

  /// Describes a policy.
  public init(
    _ action: Action = .once,
    window: TimeSpan = .days(1),
    tolerance: TimeSpan = .minutes(1)
  ) {
    self.action = action
    self.window = window
    self.tolerance = tolerance
  }
}
