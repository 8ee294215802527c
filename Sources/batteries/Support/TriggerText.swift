import BatteryHub
import BatteryJobs

/// What starts a job, in a few words.
enum TriggerText {
  static func describe(_ job: JobDefinition) -> String {
    guard job.isEnabled else { return "disabled" }
    var parts: [String] = []
    if let schedule = job.triggers.schedule { parts.append(schedule.description) }
    if job.triggers.webhook != nil { parts.append("webhook") }
    for dependency in job.triggers.after {
      let condition = dependency.condition == .success ? "" : " (\(dependency.condition.rawValue))"
      parts.append("after \(dependency.job)\(condition)")
    }
    return parts.isEmpty ? "by hand" : parts.joined(separator: "; ")
  }
}
