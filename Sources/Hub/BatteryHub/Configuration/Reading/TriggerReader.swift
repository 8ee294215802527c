import BatteryJobs
import Foundation
import SystemPackage

/// Reads the `on` part of a job.
struct TriggerReader {
  let jobName: String
  let home: FilePath
  let settings: HubSettings
  let jobNames: [String]
  var problems: ProblemList

  mutating func read(_ node: ConfigNode?) -> Triggers {
    var triggers = Triggers(timezone: settings.timezone)
    guard let node else { return triggers }
    if let text = node.text {
      triggers.schedule = schedule(node) { () throws(ScheduleError) in try Schedule(text) }
      checkInstant(node, triggers)
      return triggers
    }
    if let zone = TimezoneReader.read(node["timezone"], problems: &problems) {
      triggers.timezone = zone
    }
    readSchedule(node, into: &triggers)
    readWebhook(node["webhook"], into: &triggers)
    var watches = WatchReader(home: home, problems: problems)
    triggers.watch = watches.read(node["watch"])
    problems = watches.problems
    var reader = DependencyReader(jobNames: jobNames, problems: problems)
    triggers.after = reader.read(node["after"])
    problems = reader.problems
    return triggers
  }

  // MARK: - Schedules

  private mutating func readSchedule(_ node: ConfigNode, into triggers: inout Triggers) {
    if let text = node["schedule"]?.text {
      triggers.schedule = schedule(node["schedule"]) { () throws(ScheduleError) in
        try Schedule(text)
      }
      checkInstant(node["schedule"], triggers)
    } else if let text = node["cron"]?.text {
      triggers.schedule = schedule(node["cron"]) { () throws(ScheduleError) in
        try .cron(text)
      }
    } else if let text = node["at"]?.text {
      triggers.schedule = schedule(node["at"]) { () throws(ScheduleError) in try .at(text) }
      checkInstant(node["at"], triggers)
    } else if let interval = node["every"]?.timeSpan, interval >= .seconds(1) {
      let jitter = node["jitter"]?.timeSpan ?? .zero
      triggers.schedule = schedule(node["jitter"] ?? node["every"]) { () throws(ScheduleError) in
        try .every(interval, jitter: jitter)
      }
    }
    let times = ["schedule", "cron", "every", "at"].filter { node[$0] != nil }
    if let jitter = node["jitter"], times != ["every"] {
      problems.add(jitter, "belongs to \"every\", which is not there", "Remove it.")
    }
    if let zone = node["timezone"], times.isEmpty {
      problems.add(zone, "is the zone of a schedule, and there is none", "Remove it.")
    }
  }

  private mutating func schedule(
    _ node: ConfigNode?,
    _ make: () throws(ScheduleError) -> Schedule
  ) -> Schedule? {
    do {
      return try make()
    } catch {
      if let node {
        let prefix = "schedule "
        let text =
          error.message.hasPrefix(prefix)
          ? String(error.message.dropFirst(prefix.count)) : error.message
        problems.add(node, Wording.withoutPeriod(text))
      }
      return nil
    }
  }

  /// Refuses one time that the clock skips or shows twice: nobody can tell which was meant.
  private mutating func checkInstant(_ node: ConfigNode?, _ triggers: Triggers) {
    guard let node, let schedule = triggers.schedule, Self.isLocalInstant(schedule.description)
    else { return }
    let zone = triggers.timezone
    guard let due = schedule.next(after: .distantPast, in: zone) else { return }
    let local = zone.localTime(at: due)
    let shown = Self.text(local)
    guard schedule.description.hasPrefix(shown) else {
      problems.add(
        node,
        "the clock in \(zone.identifier) is put forward over this time, to \(shown.suffix(5))",
        "Write another time."
      )
      return
    }
    guard case .repeated(let first, let last) = zone.instants(showing: local) else { return }
    let offsets = [first, last].map { Self.offset(zone.offset(at: $0)) }
    problems.add(
      node,
      "the clock in \(zone.identifier) shows this time twice",
      "Say which: \(shown)\(offsets[0]) or \(shown)\(offsets[1])."
    )
  }

  /// Whether a schedule is one date and time without an offset.
  private static func isLocalInstant(_ text: String) -> Bool {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == 10,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    return parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) || ":.".utf8.contains($0) }
  }

  private static func text(_ local: LocalDateTime) -> String {
    let date = [local.month, local.day].map(twoDigits).joined(separator: "-")
    return "\(local.year)-\(date)T\(twoDigits(local.hour)):\(twoDigits(local.minute))"
  }

  private static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    return (seconds < 0 ? "-" : "+") + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  // MARK: - Webhooks

  private mutating func readWebhook(_ node: ConfigNode?, into triggers: inout Triggers) {
    guard let node, node.text != "false" else { return }
    let secret = node["secret"]
    let named = secret?.items ?? secret.map { [$0] } ?? []
    for item in named {
      guard let name = item.text, settings.secrets[name] == nil else { continue }
      problems.add(
        item,
        "there is no secret \(Wording.quote(name)) under hub.secrets",
        Suggestion.question(for: name, in: settings.secrets.keys.sorted())
      )
    }
    let standard = "webhook-\(jobName)"
    if named.isEmpty, settings.secrets[standard] == nil {
      problems.add(
        node,
        "a webhook needs a secret, and there is no \(Wording.quote(standard)) under hub.secrets",
        "Add it there, or name another: webhook: { secret: NAME }."
      )
    }
    triggers.webhook = WebhookTrigger(
      secrets: named.isEmpty ? [standard] : named.compactMap(\.text),
      tolerance: node["tolerance"]?.timeSpan ?? .minutes(5)
    )
  }
}
