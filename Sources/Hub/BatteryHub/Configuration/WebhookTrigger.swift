public import BatteryJobs

/// A job that a signed HTTP request starts.
public struct WebhookTrigger: Hashable, Sendable {
  /// The names of the secrets with which a request may be signed; two while one replaces the other.
  public var secrets: [String]

  /// How far the time of a request may be from the hub's own.
  public var tolerance: TimeSpan

  /// Describes a trigger.
  public init(secrets: [String], tolerance: TimeSpan = .minutes(5)) {
    self.secrets = secrets
    self.tolerance = tolerance
  }
}
