import BatteryJobs
import Foundation

/// What jobs have to do with each other: `after` and `needs`.
extension Hub {
  /// A time that never comes, for runs that wait for another job rather than for the clock.
  static let never = Date(timeIntervalSince1970: 253_402_300_799)

  /// Returns the requests for the jobs that come after a run that ended so.
  ///
  /// Runs to be ignored are those that are about to end, too: nobody need wait for them.
  func followers(
    of run: RunRecord,
    _ state: RunState,
    _ now: Date,
    ignoring ending: Set<Int64> = []
  ) async -> [RunRequest] {
    var requests: [RunRequest] = []
    for entry in entries.values where entry.definition.isEnabled {
      let job = entry.definition
      guard
        job.triggers.after.contains(where: { $0.job == run.job && $0.condition.allows(state) })
      else { continue }
      var request = RunRequest(
        job: job.name,
        trigger: .after,
        cause: "run \(run.id) of \(run.job)",
        priority: job.priority,
        isExclusive: job.overlap != .parallel,
        readyAt: now,
        createdAt: now
      )
      if entry.isPaused { request.skipReason = "The job is paused." }
      if request.skipReason == nil { await settleOverlap(&request, job, ignoring: ending) }
      if request.skipReason == nil { try? await complete(&request, job) }
      requests.append(request)
    }
    return requests.sorted { $0.job < $1.job }
  }

  /// Applies the overlap policy to a run that something other than the schedule asks for.
  func settleOverlap(
    _ request: inout RunRequest,
    _ job: JobDefinition,
    ignoring ending: Set<Int64> = []
  ) async {
    guard job.overlap == .skip,
      let others = try? await store.activeRuns(job: job.name).filter({ !ending.contains($0.id) }),
      let last = others.last
    else { return }
    request.skipReason = "Run \(last.id) is not finished. Overlap is set to skip."
  }

  /// Ends the unfinished runs of a job for a newer one.
  func replace(_ runs: [RunRecord]) async {
    for run in runs {
      let record = try? await store.endQueued(
        run: run.id,
        state: .cancelled,
        reason: "A newer run took its place.",
        now: clock.now
      )
      if let record {
        events.publish(.run(record))
      } else {
        active[run.id]?.control.stop(.replaced)
      }
    }
  }

  /// Adds to a request what the definition says: its concurrency group and what it waits for.
  func complete(_ request: inout RunRequest, _ job: JobDefinition) async throws {
    if let name = job.limit, let limit = configuration.settings.limits[name] {
      request.group = ConcurrencyGroup(name: name, limit: limit)
    }
    switch try await verdict(on: job) {
    case .go: break
    case .wait(let reason):
      request.waitReason = reason
      request.readyAt = Self.never
    case .skip(let reason):
      request.skipReason = reason
    }
  }

  /// Whether the needs of a job are met.
  private enum Verdict {
    case go
    case wait(String)
    case skip(String)
  }

  private func verdict(on job: JobDefinition) async throws -> Verdict {
    for need in job.needs {
      if let run = try await store.activeRuns(job: need.job).last {
        return .wait("Waits for run \(run.id) of \(need.job).")
      }
    }
    for need in job.needs {
      let ended = try await store.runs(
        RunFilter(
          job: need.job,
          states: [.succeeded, .failed, .cancelled, .interrupted],
          limit: 1
        )
      )
      guard let last = ended.first else {
        return .skip("Needs \(need.job), which has never run.")
      }
      guard need.condition.allows(last.state) else {
        return .skip(
          "Needs \(need.job) to have ended with \(need.condition.rawValue); "
            + "its run \(last.id) \(last.state.rawValue)."
        )
      }
    }
    return .go
  }

  /// Lets the runs start, or skips them, that waited for a job that has ended now.
  func settleWaiting(for ended: String) async {
    for entry in entries.values
    where entry.definition.needs.contains(where: { $0.job == ended }) {
      do {
        for run in try await store.activeRuns(job: entry.definition.name)
        where run.state == .queued && run.readyAt >= Self.never {
          try await settle(run)
        }
      } catch {
        noteStoreProblem(error)
      }
    }
  }

  /// Looks at every run that waits for another job, whether it still has to.
  func settleAllWaiting() async {
    do {
      for run in try await store.waitingRuns(since: Self.never) { try await settle(run) }
    } catch {
      noteStoreProblem(error)
    }
  }

  private func settle(_ run: RunRecord) async throws {
    let record: RunRecord?
    let verdict: Verdict
    if let job = entries[run.job]?.definition {
      verdict = try await self.verdict(on: job)
    } else {
      verdict = .skip("The job \"\(run.job)\" is no longer in the configuration.")
    }
    switch verdict {
    case .wait: record = nil
    case .go: record = try await store.release(run: run.id, readyAt: clock.now)
    case .skip(let reason):
      record = try await store.endQueued(
        run: run.id,
        state: .skipped,
        reason: reason,
        now: clock.now
      )
    }
    guard let record else { return }
    events.publish(.run(record))
    alarm.ring()
  }
}

extension Dependency.Condition {
  /// Whether a run that ended in a state meets the condition.
  func allows(_ state: RunState) -> Bool {
    switch self {
    case .success: state == .succeeded
    case .failure: state == .failed || state == .cancelled || state == .interrupted
    case .always: state.isFinal && state != .skipped
    }
  }
}
