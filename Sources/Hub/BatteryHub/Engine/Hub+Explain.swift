import BatteryJobs
import Foundation

/// The answer to "Why did this not run?".
extension Hub {
  /// Says why a job did or did not run: its state, its latest slots and what became of them.
  ///
  /// - Throws: ``HubError`` when there is no such job.
  public func explain(_ name: String) async throws -> JobExplanation {
    let status = try job(name)
    let slots = try await store.runs(RunFilter(job: name, limit: 10))
    let waiting = try await store.activeRuns(job: name)
    return JobExplanation(
      answer: answer(status, waiting, slots.first),
      facts: facts(status, waiting, slots),
      slots: slots,
      upcoming: try upcoming(name, count: 5)
    )
  }

  private func answer(_ status: JobStatus, _ waiting: [RunRecord], _ last: RunRecord?) -> String {
    let job = status.definition
    if let storeProblem { return "Nothing starts while the store cannot be used: \(storeProblem)" }
    if isStopping { return "The hub is shutting down and starts nothing more." }
    if !job.isEnabled { return "The job is switched off in the configuration (enabled: false)." }
    if status.isPaused { return "The job is paused: its fire times are recorded as skipped." }
    if let run = waiting.first(where: { $0.state == .running }) {
      return "It is running: run \(run.id)."
    }
    if let run = waiting.first(where: { $0.state == .queued }) { return whyQueued(run, job) }
    let next = status.nextFire.map { ISO8601.format($0, in: job.triggers.timezone) }
    guard let last else {
      if let next { return "It has not been due yet; it is due for the first time at \(next)." }
      return "Nothing has started it yet, and it has no coming fire time."
    }
    switch last.state {
    case .skipped: return "Its last fire time was skipped: \(last.reason ?? "no reason was kept")"
    case .succeeded: return "It did run: run \(last.id) succeeded."
    default: return "It did run: run \(last.id) \(last.state.rawValue). \(last.reason ?? "")"
    }
  }

  private func whyQueued(_ run: RunRecord, _ job: JobDefinition) -> String {
    if run.readyAt >= Self.never { return "Run \(run.id) waits. \(run.reason ?? "")" }
    if run.readyAt > clock.now {
      let time = ISO8601.format(run.readyAt, in: job.triggers.timezone)
      return "Run \(run.id) waits for its next attempt at \(time). \(run.reason ?? "")"
    }
    if active.count >= configuration.settings.concurrency {
      return "Run \(run.id) waits for one of the \(active.count) runs that are going on to end "
        + "(hub.concurrency)."
    }
    if let group = job.limit, let limit = configuration.settings.limits[group] {
      return
        "Run \(run.id) waits for its turn: of the group \"\(group)\" only \(limit) run at once."
    }
    return "Run \(run.id) waits for its turn."
  }

  private func facts(
    _ status: JobStatus,
    _ waiting: [RunRecord],
    _ slots: [RunRecord]
  )
    -> [String]
  {
    let job = status.definition
    var facts: [String] = []
    if let schedule = job.triggers.schedule {
      facts.append("Schedule: \(schedule.summary) (\(job.triggers.timezone.identifier)).")
      if status.nextFire == nil { facts.append("The schedule has no further fire time.") }
    } else {
      facts.append(
        "It has no schedule; it starts by hand, by webhook, by a file's arrival or after another job."
      )
    }
    for folder in job.triggers.watch?.folders ?? [] {
      facts.append("Starts when a file arrives in \(folder).")
    }
    for dependency in job.triggers.after {
      facts.append("Starts after \(dependency.job) (\(dependency.condition.rawValue)).")
    }
    for need in job.needs { facts.append("Needs \(need.job) (\(need.condition.rawValue)).") }
    facts.append(
      "Overlap: \(job.overlap.rawValue); missed fire times: \(job.misfire.action.rawValue)."
    )
    facts.append("Queued or running now: \(waiting.count).")
    let skips = slots.filter { $0.state == .skipped }.count
    if skips > 0 { facts.append("Of its latest \(slots.count) runs, \(skips) were skipped.") }
    return facts
  }
}
