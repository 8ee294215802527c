import BatteryJobs
import Foundation

/// What the API and the pages show of a job's definition.
struct JobFacts: Sendable {
  /// The name of the job.
  let name: String
  /// What the job is for.
  let description: String?
  /// The schedule as the configuration writes it.
  let schedule: String?
  /// The schedule in words.
  let scheduleSummary: String?
  /// The zone of the schedule and of all times that are shown.
  let zone: TimeZoneRules
  /// Everything that starts the job, in words.
  let triggers: [String]
  /// What the job does.
  let steps: [(kind: String, title: String)]
  /// The policies, in words.
  let policies: [(name: String, value: String)]
  /// Whether the job starts by itself.
  let isEnabled: Bool

  init(_ job: JobDefinition) {
    name = job.name
    description = job.summary.isEmpty ? nil : job.summary
    schedule = job.triggers.schedule?.description
    scheduleSummary = job.triggers.schedule?.summary
    zone = job.triggers.timezone
    isEnabled = job.isEnabled
    steps = job.steps.map { ($0.name, $0.job.title) }
    triggers = Self.triggers(of: job)
    policies = Self.policies(of: job)
  }

  /// What starts a job, in words.
  static func triggers(of job: JobDefinition) -> [String] {
    var triggers: [String] = []
    if let schedule = job.triggers.schedule { triggers.append(schedule.summary) }
    for other in job.triggers.after { triggers.append("after \(words(other))") }
    if job.triggers.webhook != nil { triggers.append("webhook") }
    for folder in job.triggers.watch?.folders ?? [] { triggers.append("files in \(folder)") }
    return triggers
  }

  private static func words(_ dependency: Dependency) -> String {
    switch dependency.condition {
    case .success: "\(dependency.job) succeeded"
    case .failure: "\(dependency.job) failed"
    case .always: "\(dependency.job) ended"
    }
  }

  private static func policies(of job: JobDefinition) -> [(name: String, value: String)] {
    var policies: [(name: String, value: String)] = []
    if !job.needs.isEmpty {
      policies.append(("Needs", job.needs.map(words).joined(separator: ", ")))
    }
    policies.append(("Overlap", job.overlap.rawValue))
    policies.append(
      ("Missed times", "\(job.misfire.action.rawValue), within \(job.misfire.window)")
    )
    policies.append(
      (
        "Attempts",
        job.retry.attempts > 1
          ? "\(job.retry.attempts), first again after \(job.retry.backoff)" : "1"
      )
    )
    policies.append(("Timeout", job.timeout.map { "\($0)" } ?? "none"))
    policies.append(("Grace", "\(job.grace)"))
    if job.priority != 0 { policies.append(("Priority", "\(job.priority)")) }
    if let limit = job.limit { policies.append(("Limit", limit)) }
    policies.append(("After a crash", job.rerunInterrupted ? "run again" : "not run again"))
    policies.append(
      (
        "History",
        "\(job.retention.runs) runs, \(job.retention.history); logs \(job.retention.logs)"
      )
    )
    return policies
  }
}
