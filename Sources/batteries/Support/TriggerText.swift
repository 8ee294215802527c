import BatteryHub
import BatteryJobs
import SystemPackage

/// What starts a job, in a few words.
enum TriggerText {
  static func describe(_ job: JobDefinition) -> String {
    guard job.isEnabled else { return "disabled" }
    var parts: [String] = []
    if let schedule = job.triggers.schedule { parts.append(schedule.description) }
    if job.triggers.webhook != nil { parts.append("webhook") }
    if let watch = job.triggers.watch {
      parts.append("watch \(watch.folders.map(\.string).joined(separator: ", "))")
    }
    for dependency in job.triggers.after {
      let condition = dependency.condition == .success ? "" : " (\(dependency.condition.rawValue))"
      parts.append("after \(dependency.job)\(condition)")
    }
    return parts.isEmpty ? "by hand" : parts.joined(separator: "; ")
  }
}
