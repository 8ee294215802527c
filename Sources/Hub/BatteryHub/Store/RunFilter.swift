/// Which runs to list.
public struct RunFilter: Hashable, Sendable {
  /// Only runs of this job.
  public var job: String?
  /// Only runs in these states; empty for all.
  public var states: Set<RunState>
  /// Only runs with smaller numbers: the place to go on from.
  public var before: Int64?
  /// How many at the most.
  public var limit: Int

  /// Describes a choice of runs.
  public init(
    job: String? = nil,
    states: Set<RunState> = [],
    before: Int64? = nil,
    limit: Int = 50
  ) {
    self.job = job
    self.states = states
    self.before = before
    self.limit = limit
  }
}
