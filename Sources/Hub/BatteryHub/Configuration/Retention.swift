public import BatteryJobs

/// How much of a job's history is kept; running jobs are never touched.
public struct Retention: Hashable, Sendable {
  /// How long a run stays in history.
  public var history: TimeSpan

  /// How many runs of a job stay in history.
  public var runs: Int

  /// How long the log of a run is kept.
  public var logs: TimeSpan

  /// Describes a retention.
  public init(history: TimeSpan = .days(90), runs: Int = 1000, logs: TimeSpan = .days(30)) {
    self.history = history
    self.runs = runs
    self.logs = logs
  }
}
