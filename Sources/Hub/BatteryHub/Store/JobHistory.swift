public import Foundation

/// The latest runs of a job, for the list of jobs.
public struct JobHistory: Hashable, Sendable {
  /// One run in short.
  public struct Tick: Hashable, Sendable {
    /// The number of the run.
    public var run: Int64
    /// How it stands.
    public var state: RunState
    /// When its latest attempt started, in milliseconds since 1970; 0 when it has not.
    public var startedAt: Int64
    /// When it ended, in milliseconds since 1970; 0 when it has not.
    public var finishedAt: Int64
    /// Whether it succeeded with warnings.
    public var hasWarnings: Bool

    /// How long it took, in seconds, when it started and ended.
    public var seconds: TimeInterval? {
      startedAt > 0 && finishedAt > 0 ? max(0, Double(finishedAt - startedAt) / 1000) : nil
    }
  }

  /// The name of the job.
  public var job: String

  /// The latest runs, newest first.
  public var ticks: [Tick]
}
