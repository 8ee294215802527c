import BatteryJobs
import Foundation
import Logging
import SystemPackage

/// What a start finds of the hub before it, and what is thrown away in time.
extension Hub {
  /// Marks the runs that a dead hub left as interrupted, ends their programs, and starts those
  /// again whose jobs say so.
  func recover() async throws {
    let now = clock.now
    let abandoned = try await store.interruptAbandoned(owner: owner, isOnlyHub: true, now: now)
    let killed = await ProcessTree.end(
      mark: ProcessMark.prefix(store: store.identity),
      grace: configuration.settings.grace,
      clock: clock
    )
    if killed > 0 { logger.notice("\(killed) processes of a former hub were ended.") }
    for run in abandoned {
      logger.warning("Run \(run.id) of \(run.job) was interrupted.")
      events.publish(.run(run))
      guard let job = configuration.jobs.first(where: { $0.name == run.job }) else { continue }
      if job.rerunInterrupted {
        var request = RunRequest(
          job: run.job,
          trigger: run.trigger,
          cause: "run \(run.id) was interrupted",
          priority: job.priority,
          isExclusive: job.overlap != .parallel,
          readyAt: now,
          createdAt: now
        )
        request.group = job.limit.flatMap { name in
          configuration.settings.limits[name].map { ConcurrencyGroup(name: name, limit: $0) }
        }
        events.publish(.run(try await store.enqueue(request)))
      }
    }
    for job in configuration.jobs { entries[job.name] = Entry(definition: job) }
    for run in abandoned {
      for request in await followers(of: run, .interrupted, now) {
        events.publish(.run(try await store.enqueue(request)))
      }
    }
    for name in Set(entries.values.flatMap { $0.definition.needs.map(\.job) }) {
      await settleWaiting(for: name)
    }
  }

  /// Removes history that is older, or more, than the configuration keeps; once an hour.
  func keepHistoryShort() async {
    while !Task.isCancelled {
      await removeOldHistory()
      try? await clock.sleep(for: .seconds(3600))
    }
  }

  func removeOldHistory() async {
    let now = clock.now
    do {
      var logRetention = configuration.settings.retention.logs
      for job in configuration.jobs {
        let retention = job.retention
        logRetention = max(logRetention, retention.logs)
        var removed: [Int64] = []
        repeat {
          removed = try await store.removeRuns(
            job: job.name,
            before: now.addingTimeInterval(-retention.history.seconds),
            keeping: retention.runs
          )
          for run in removed {
            try? FileManager.default.removeItem(atPath: data.directory(ofRun: run).string)
          }
        } while !removed.isEmpty && !Task.isCancelled
      }
      let before = now.addingTimeInterval(-logRetention.seconds)
      while try await store.removeLogs(before: before) > 0, !Task.isCancelled {}
    } catch {
      noteStoreProblem(error)
    }
  }
}
