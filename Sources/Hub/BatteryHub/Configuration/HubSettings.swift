public import BatteryJobs
import Foundation
public import SystemPackage

/// What the `hub` part of a configuration says.
public struct HubSettings: Sendable {
  /// Where the dashboard and the API listen.
  public var listen: ListenAddress

  /// The address under which people reach the hub, without a slash at its end; `nil` when it is
  /// where the hub listens.
  public var url: String?

  /// The directory of the hub's own data.
  public var data: FilePath

  /// How many runs may be at work at once.
  public var concurrency: Int

  /// How long a run that is stopped has to end by itself.
  public var grace: TimeSpan

  /// How long runs may go on when the hub shuts down, before they are stopped.
  public var shutdown: TimeSpan

  /// The time zone of schedules that name none.
  public var timezone: TimeZoneRules

  /// How much history is kept of each job.
  public var retention: Retention

  /// Where the secrets are, by the names that jobs use.
  public var secrets: [String: SecretReference]

  /// How many jobs of a group may be at work at once, by the names of the groups.
  public var limits: [String: Int]

  /// The environment that every job's programs get.
  public var environment: [String: String]

  /// Describes settings.
  public init(
    data: FilePath,
    listen: ListenAddress = .loopback,
    url: String? = nil,
    concurrency: Int = Self.defaultConcurrency,
    grace: TimeSpan = .seconds(10),
    shutdown: TimeSpan = .seconds(30),
    timezone: TimeZoneRules = .utc,
    retention: Retention = Retention(),
    secrets: [String: SecretReference] = [:],
    limits: [String: Int] = [:],
    environment: [String: String] = [:]
  ) {
    self.listen = listen
    self.url = url
    self.data = data
    self.concurrency = concurrency
    self.grace = grace
    self.shutdown = shutdown
    self.timezone = timezone
    self.retention = retention
    self.secrets = secrets
    self.limits = limits
    self.environment = environment
  }

  /// As many runs as the machine has cores, and at least 4.
  public static var defaultConcurrency: Int { max(4, ProcessInfo.processInfo.activeProcessorCount) }
}
