/// A bond between two jobs: this one and another.
public struct Dependency: Codable, Hashable, Sendable {
  /// Which ends of the other job count.
  public enum Condition: String, Codable, Hashable, Sendable, CaseIterable {
    /// It succeeded.
    case success
    /// It failed, was cancelled or was interrupted.
    case failure
    /// It ended, however.
    case always
  }

  /// The name of the other job.
  public var job: String

  /// Which ends of the other job count.
  public var condition: Condition

  /// Describes a bond.
  public init(job: String, condition: Condition = .success) {
    self.job = job
    self.condition = condition
  }
}
