public import Foundation

/// One run of a job, as history keeps it.
public struct RunRecord: Hashable, Sendable, Identifiable {
  /// The number of the run; later runs have larger numbers.
  public var id: Int64
  /// The name of the job.
  public var job: String
  /// Where the run stands.
  public var state: RunState
  /// What made the run.
  public var trigger: RunTrigger
  /// Who or what exactly made the run: a user, a token, the run before it.
  public var cause: String?
  /// The slot that the run fills; only scheduled runs have one.
  public var scheduledFor: Date?
  /// The last slot of a row that stands for several skipped ones.
  public var scheduledUntil: Date?
  /// When the run was put into the queue.
  public var createdAt: Date
  /// When it may start: later than `createdAt` while it waits for its next attempt.
  public var readyAt: Date
  /// When its latest attempt started.
  public var startedAt: Date?
  /// When it ended.
  public var finishedAt: Date?
  /// How many attempts were started.
  public var attempt: Int
  /// The status that its program ended with.
  public var exitStatus: Int32?
  /// Why it ended, or waits, as it does; `nil` for a success.
  public var reason: String?
  /// What it did, in one line.
  public var summary: String?
  /// How many warnings its report has.
  public var warnings: Int
  /// Whether a newer claim of the run makes an older one's result void; grows with each claim.
  public var fence: Int64
  /// The hub that runs it.
  public var owner: String?

  /// How long the latest attempt took or has taken.
  public func duration(now: Date) -> TimeInterval? {
    startedAt.map { max(0, (finishedAt ?? now).timeIntervalSince($0)) }
  }
}
