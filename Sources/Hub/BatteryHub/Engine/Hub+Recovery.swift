import BatteryFiles
import BatteryJobs
import Foundation
import Logging
import SystemPackage

/// What a start finds of the hub before it, and what is thrown away in time.
extension Hub {
  /// Ends the programs that a dead hub left, marks its runs as interrupted, and starts those again
  /// whose jobs say so.
  ///
  /// It may die at any point itself: the next start does the rest.
  func recover() async throws {
    let now = clock.now
    let killed = await ProcessTree.end(
      mark: ProcessMark.prefix(store: store.identity),
      grace: configuration.settings.grace,
      clock: clock
    )
    if killed > 0 { logger.notice("\(killed) processes of a former hub were ended.") }
    let paused = Set(try await store.jobStates().filter(\.isPaused).map(\.job))
    for job in configuration.jobs {
      entries[job.name] = Entry(definition: job, isPaused: paused.contains(job.name))
    }
    let abandoned = try await store.abandonedRuns(owner: owner, isOnlyHub: true, now: now)
    let ids = Set(abandoned.map(\.id))
    var requests: [Int64: [RunRequest]] = [:]
    var again: Set<Int64> = []
    for run in abandoned {
      if try await mayRunAgain(run) {
        logger.warning("Run \(run.id) of \(run.job) was interrupted and starts again.")
        again.insert(run.id)
      } else {
        logger.warning("Run \(run.id) of \(run.job) was interrupted.")
        requests[run.id] = await followers(of: run, .interrupted, now, ignoring: ids)
      }
    }
    let records = try await store.interruptAbandoned(
      followers: requests,
      again: again,
      owner: owner,
      isOnlyHub: true,
      now: now
    )
    for run in records { events.publish(.run(run)) }
    for name in Set(entries.values.flatMap { $0.definition.needs.map(\.job) }) {
      await settleWaiting(for: name)
    }
  }

  /// Whether an interrupted run starts again: its job says so, and the hub has not died each time
  /// that it was there.
  private func mayRunAgain(_ run: RunRecord) async throws -> Bool {
    guard entries[run.job]?.definition.rerunInterrupted == true else { return false }
    let deaths = try await store.attempts(run: run.id).count {
      $0.state == .interrupted && $0.reason == AttemptRecord.hubDied
    }
    return deaths + 1 < Self.mostDeaths
  }

  /// How often the hub may die during a run before it is not started again.
  private static let mostDeaths = 3

  /// Removes history that is older, or more, than the configuration keeps; once an hour.
  func keepHistoryShort() async {
    while !Task.isCancelled {
      await removeOldHistory()
      try? await clock.sleep(for: .seconds(3600))
    }
  }

  func removeOldHistory() async {
    do {
      // A job that is no longer in the configuration is kept as long as the hub says.
      var retentions = Dictionary(
        uniqueKeysWithValues: try await store.jobStates().map {
          ($0.job, configuration.settings.retention)
        }
      )
      for job in configuration.jobs { retentions[job.name] = job.retention }
      for (job, retention) in retentions { try await trim(job, retention) }
    } catch {
      noteStoreProblem(error)
    }
  }

  private func trim(_ job: String, _ retention: Retention) async throws {
    let now = clock.now
    var removed: [Int64] = []
    repeat {
      removed = try await store.removeRuns(
        job: job,
        before: now.addingTimeInterval(-retention.history.seconds),
        keeping: retention.runs
      )
      let directories = removed.map { data.directory(ofRun: $0).string }
      // Directories may be large: they are removed where that holds up nothing else.
      try? await BlockingWork.run { _ in
        for directory in directories { try? FileManager.default.removeItem(atPath: directory) }
      }
    } while !removed.isEmpty && !Task.isCancelled
    let before = now.addingTimeInterval(-retention.logs.seconds)
    while try await store.removeLogs(job: job, before: before) > 0, !Task.isCancelled {}
  }
}
