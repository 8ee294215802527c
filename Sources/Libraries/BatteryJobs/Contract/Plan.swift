/// What a job would do: the steps that a run then performs, in their order.
public struct Plan: Codable, Hashable, Sendable {
  /// One thing that a run would do.
  public struct Step: Codable, Hashable, Sendable {
    /// What is done: `delete`, `run`, `move`.
    public var verb: String

    /// What it is done to.
    public var subject: String

    /// Why, or with what effect; empty when the verb says it all.
    public var detail: String

    /// Whether something is lost by it.
    public var isDestructive: Bool

    /// Describes one step.
    public init(verb: String, subject: String, detail: String = "", isDestructive: Bool = false) {
      self.verb = verb
      self.subject = subject
      self.detail = detail
      self.isDestructive = isDestructive
    }
  }

  /// The steps, in the order in which a run performs them.
  public var steps: [Step]

  /// Makes a plan of some steps.
  public init(steps: [Step] = []) {
    self.steps = steps
  }

  /// The plan as a table, for the terminal.
  public var table: ReportTable {
    ReportTable(
      columns: [.init("action"), .init("subject"), .init("detail")],
      rows: steps.map { [$0.verb, $0.subject, $0.detail] }
    )
  }
}
