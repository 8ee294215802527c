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
  /// The concurrency group, and how many of its runs run at once.
  public var group: (name: String, limit: Int)? {
    get { groupName.map { ($0, groupLimit) } }
    set {
      groupName = newValue?.name
      groupLimit = newValue?.limit ?? 0
    }
  }
  /// When it may start.
  public var readyAt: Date
  /// When it was asked for.
  public var createdAt: Date
  /// The reason why it is recorded but does not run; `nil` for a run that shall run.
  public var skipReason: String?
  /// Whether it is skipped because its time passed, so that it may still run when a clock that was
  /// wrong is set back.
  public var isMissed = false

  private var groupName: String?
  private var groupLimit = 0

  /// Describes a request.
  public init(
    job: String,
    trigger: RunTrigger,
    cause: String? = nil,
    slot: Date? = nil,
    slotEnd: Date? = nil,
    priority: Int = 0,
    isExclusive: Bool = true,
    group: (name: String, limit: Int)? = nil,
    readyAt: Date,
    createdAt: Date,
    skipReason: String? = nil,
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
    self.isMissed = isMissed
    self.group = group
  }
}
