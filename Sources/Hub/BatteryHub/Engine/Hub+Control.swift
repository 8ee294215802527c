import BatteryJobs
public import Foundation
import Logging

/// What people and programs ask of the hub.
extension Hub {
  /// Returns all jobs, in the order of the configuration.
  public func jobs() -> [JobStatus] {
    configuration.jobs.compactMap { entries[$0.name].map(status) }
  }

  /// Returns a job.
  ///
  /// - Throws: ``HubError`` with the code `not-found`.
  public func job(_ name: String) throws(HubError) -> JobStatus {
    status(try entry(name))
  }

  /// Returns the coming fire times of a job.
  ///
  /// - Throws: ``HubError`` with the code `not-found`.
  public func upcoming(_ name: String, count: Int) throws(HubError) -> [Date] {
    let entry = try entry(name)
    guard let first = entry.nextFire, let schedule = entry.definition.triggers.schedule else {
      return []
    }
    let job = entry.definition
    let rest = schedule.occurrences(after: first, in: job.triggers.timezone, seed: job.seed)
    return [first] + rest.prefix(max(0, count - 1))
  }

  /// Puts a run into the queue that no schedule asked for; it takes no slot.
  ///
  /// A run that a person asks for waits for the one that is going on; one that a webhook asks for
  /// follows the job's overlap policy.
  ///
  /// - Throws: ``HubError`` when there is no such job, or the hub is shutting down.
  public func trigger(
    _ name: String,
    by trigger: RunTrigger,
    cause: String?
  ) async throws
    -> RunRecord
  {
    guard !isStopping else {
      throw HubError(.unavailable, "The hub is shutting down. Try again when it is back.")
    }
    let record = try await enqueue(name, trigger, cause)
    if mayClaim { alarm.ring() }
    return record
  }

  func enqueue(_ name: String, _ trigger: RunTrigger, _ cause: String?) async throws -> RunRecord {
    let entry = try entry(name)
    let job = entry.definition
    var request = RunRequest(
      job: name,
      trigger: trigger,
      cause: cause,
      priority: job.priority,
      isExclusive: job.overlap != .parallel,
      readyAt: clock.now,
      createdAt: clock.now
    )
    if trigger == .manual {
      if let name = job.limit, let limit = configuration.settings.limits[name] {
        request.group = ConcurrencyGroup(name: name, limit: limit)
      }
    } else {
      if entry.isPaused { request.skipReason = "The job is paused." }
      if request.skipReason == nil { await settleOverlap(&request, job) }
      if request.skipReason == nil { try await complete(&request, job) }
    }
    let record = try await store.enqueue(request)
    events.publish(.run(record))
    if job.overlap == .replace, record.state == .queued {
      await replace(try await store.activeRuns(job: name).filter { $0.id < record.id })
    }
    return record
  }

  /// Ends a run, whether it waits or is going on.
  ///
  /// - Returns: The run; it may take the job's grace until it has ended.
  /// - Throws: ``HubError`` when there is no such run or it has ended already.
  public func stop(run id: Int64, by: String) async throws -> RunRecord {
    if let running = active[id], try await store.run(id)?.state == .running {
      running.control.stop(.asked(by: by))
      return running.run
    }
    if let record = try await store.endQueued(
      run: id,
      state: .cancelled,
      reason: "Stopped by \(by).",
      now: clock.now
    ) {
      events.publish(.run(record))
      await settleWaiting(for: record.job)
      return record
    }
    guard let run = try await store.run(id) else {
      throw HubError(.notFound, "There is no run \(id).")
    }
    throw HubError(.conflict, "Run \(id) has ended already: \(run.state.rawValue).")
  }

  /// Pauses a job, so that its fire times are recorded as skipped, or lets it go on.
  ///
  /// - Throws: ``HubError`` when there is no such job.
  public func setPaused(_ isPaused: Bool, job name: String, by: String) async throws -> JobStatus {
    _ = try entry(name)
    let isNews = try await store.setPaused(isPaused, job: name)
    entries[name]?.isPaused = isPaused
    if isNews {
      logger.notice("The job \(name) was \(isPaused ? "paused" : "resumed") by \(by).")
      events.publish(.job(name))
    }
    return try job(name)
  }

  /// Returns how far a run is, when it has told.
  public func progress(run: Int64) -> RunProgress? { progresses[run] }

  private func entry(_ name: String) throws(HubError) -> Entry {
    guard let entry = entries[name] else {
      throw HubError(.notFound, "There is no job \"\(name)\" in the configuration.")
    }
    return entry
  }

  private func status(_ entry: Entry) -> JobStatus {
    JobStatus(definition: entry.definition, isPaused: entry.isPaused, nextFire: entry.nextFire)
  }
}
