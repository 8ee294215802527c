public import BatteryJobs

/// What starts a job, besides somebody who asks for it.
public struct Triggers: Sendable {
  /// When it starts by the clock.
  public var schedule: Schedule?

  /// The time zone of the schedule.
  public var timezone: TimeZoneRules

  /// The request that starts it.
  public var webhook: WebhookTrigger?

  /// The folders in which the arrival of files starts it.
  public var watch: WatchTrigger?

  /// The jobs whose end starts it.
  public var after: [Dependency]

  /// Describes triggers.
  public init(
    schedule: Schedule? = nil,
    timezone: TimeZoneRules,
    webhook: WebhookTrigger? = nil,
    watch: WatchTrigger? = nil,
    after: [Dependency] = []
  ) {
    self.schedule = schedule
    self.timezone = timezone
    self.webhook = webhook
    self.watch = watch
    self.after = after
  }
}
