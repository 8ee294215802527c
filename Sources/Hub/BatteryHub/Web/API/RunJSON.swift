public import BatteryJobs
import Foundation

/// A run as the API and `batteries runs --format json` show it.
///
/// Times are ISO 8601 with a numeric offset; what is absent is `null`.
public struct RunJSON: Codable, Hashable, Sendable {
  /// The number of the run.
  public var id: Int64
  /// The name of the job.
  public var job: String
  /// Where the run stands.
  public var state: RunState
  /// What made the run.
  public var trigger: RunTrigger
  /// The slot that the run fills.
  public var scheduledFor: String?
  /// When its latest attempt started.
  public var startedAt: String?
  /// When it ended.
  public var finishedAt: String?
  /// How many attempts were started.
  public var attempt: Int
  /// The status that its program ended with.
  public var exitStatus: Int32?
  /// Why it ended, or waits, as it does.
  public var reason: String?

  /// Describes a run, with its times in a zone.
  public init(_ run: RunRecord, zone: TimeZoneRules) {
    id = run.id
    job = run.job
    state = run.state
    trigger = run.trigger
    scheduledFor = run.scheduledFor.map { ISO8601.format($0, in: zone) }
    startedAt = run.startedAt.map { ISO8601.format($0, in: zone) }
    finishedAt = run.finishedAt.map { ISO8601.format($0, in: zone) }
    attempt = run.attempt
    exitStatus = run.exitStatus
    reason = run.reason
  }

  /// The JSON object, with its keys in the order of the properties.
  public var jsonText: String { String(decoding: JSON.object(members).bytes, as: UTF8.self) }

  /// The JSON object of a list of runs: `{"runs":[…]}`.
  public static func jsonText(of runs: [RunJSON]) -> String {
    let list = JSON.object([("runs", .array(runs.map { .object($0.members) }))])
    return String(decoding: list.bytes, as: UTF8.self)
  }

  var members: [(String, JSON)] {
    [
      ("id", .int(id)), ("job", .string(job)), ("state", .string(state.rawValue)),
      ("trigger", .string(trigger.rawValue)), ("scheduledFor", .optional(scheduledFor)),
      ("startedAt", .optional(startedAt)), ("finishedAt", .optional(finishedAt)),
      ("attempt", .int(Int64(attempt))), ("exitStatus", .optional(exitStatus)),
      ("reason", .optional(reason)),
    ]
  }
}
