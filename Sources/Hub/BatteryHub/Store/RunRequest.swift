public import Foundation

/// What is needed to put a run into the queue.
public struct RunRequest: Hashable, Sendable {
  /// The name of the job.
  public var job: String
  /// What made the run.
  public var trigger: RunTrigger
  /// Who or what exactly made it.
  public var cause: String?
  /// The slot that the run fills.
  public var slot: Date?
  /// The last slot, for a row that stands for several skipped ones.
  public var slotEnd: Date?
  /// Larger numbers run first.
  public var priority: Int
  /// Whether it waits for every other run of the same job to end.
  public var isExclusive: Bool
  /// The concurrency group.
  public var group: ConcurrencyGroup?
  /// When it may start.
  public var readyAt: Date
  /// When it was asked for.
  public var createdAt: Date
  /// The reason why it is recorded but does not run; `nil` for a run that shall run.
  public var skipReason: String?
  /// What it waits for, when it may not start before another job has ended.
  public var waitReason: String?
  /// Whether it is skipped because its time passed, so that it may still run when a clock that was
  /// wrong is set back.
  public var isMissed = false

  /// Describes a request.
  public init(
    job: String,
    trigger: RunTrigger,
    cause: String? = nil,
    slot: Date? = nil,
    slotEnd: Date? = nil,
    priority: Int = 0,
    isExclusive: Bool = true,
    group: ConcurrencyGroup? = nil,
    readyAt: Date,
    createdAt: Date,
    skipReason: String? = nil,
    waitReason: String? = nil,
    isMissed: Bool = false
  ) {
    self.job = job
    self.trigger = trigger
    self.cause = cause
    self.slot = slot
    self.slotEnd = slotEnd
    self.priority = priority
    self.isExclusive = isExclusive
    self.readyAt = readyAt
    self.createdAt = createdAt
    self.skipReason = skipReason
    self.waitReason = waitReason
    self.isMissed = isMissed
    self.group = group
  }
}

/// Runs of several jobs of which only so many run at once.
public struct ConcurrencyGroup: Hashable, Sendable {
  /// The name of the group.
  public var name: String
  /// How many of its runs run at once.
  public var limit: Int

  /// Names a group.
  public init(name: String, limit: Int) {
    self.name = name
    self.limit = limit
  }
}
