public import Foundation

/// How an attempt ended: as the run's end, or with another attempt to come.
public struct RunEnd: Hashable, Sendable {
  /// The run.
  public var run: Int64
  /// The fence of the claim that it was run under; a newer claim makes this result void.
  public var fence: Int64
  /// The attempt.
  public var attempt: Int
  /// How the attempt ended.
  public var state: RunState
  /// When it ended.
  public var finishedAt: Date
  /// The status that its program ended with.
  public var exitStatus: Int32?
  /// Why it ended as it did.
  public var reason: String?
  /// What it did, in one line.
  public var summary: String?
  /// How many warnings its report has.
  public var warnings: Int
  /// The steps of the attempt as they stood at its end.
  public var steps: [StepRecord]
  /// When the run is tried again; `nil` when this was its end.
  public var retryAt: Date?
  /// The runs of other jobs that this end starts; queued in the same transaction.
  public var followers: [RunRequest]

  /// Describes an end.
  public init(
    run: Int64,
    fence: Int64,
    attempt: Int,
    state: RunState,
    finishedAt: Date,
    exitStatus: Int32? = nil,
    reason: String? = nil,
    summary: String? = nil,
    warnings: Int = 0,
    steps: [StepRecord] = [],
    retryAt: Date? = nil,
    followers: [RunRequest] = []
  ) {
    self.run = run
    self.fence = fence
    self.attempt = attempt
    self.state = state
    self.finishedAt = finishedAt
    self.exitStatus = exitStatus
    self.reason = reason
    self.summary = summary
    self.warnings = warnings
    self.steps = steps
    self.retryAt = retryAt
    self.followers = followers
  }
}
