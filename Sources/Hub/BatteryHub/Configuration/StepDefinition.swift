public import BatteryJobs

/// One step of a job.
public struct StepDefinition: Sendable {
  /// The name, unique in its job.
  public var name: String

  /// What is done.
  public var job: AnyJob

  /// Describes a step.
  public init(name: String, job: AnyJob) {
    self.name = name
    self.job = job
  }
}
