public import BatteryJobs
public import Foundation

/// One step of an attempt.
public struct StepRecord: Hashable, Sendable {
  /// The attempt that the step belongs to.
  public var attempt: Int
  /// The place of the step, from 0.
  public var index: Int
  /// The kind of job that the step runs.
  public var kind: String
  /// The step's name, or what it runs.
  public var title: String
  /// How it stands; a step that was not reached is `queued` and then `skipped`.
  public var state: RunState
  /// When it started.
  public var startedAt: Date?
  /// When it ended.
  public var finishedAt: Date?
  /// The status that its program ended with.
  public var exitStatus: Int32?
  /// What it did in one line, or why it failed.
  public var summary: String?
  /// The warnings of its report.
  public var warnings: [String]
  /// The table of its report.
  public var table: ReportTable?
}
