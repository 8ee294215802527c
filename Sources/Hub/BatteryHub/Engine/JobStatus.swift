public import Foundation

/// How a job stands now.
public struct JobStatus: Sendable {
  /// The job as it is configured.
  public var definition: JobDefinition
  /// Whether it is paused.
  public var isPaused: Bool
  /// When its schedule fires next; `nil` without a schedule, or when it never fires again.
  public var nextFire: Date?
}
