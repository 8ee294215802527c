import BatteryJobs
import Foundation
import Logging
import SystemPackage

/// Claiming, starting and ending runs.
extension Hub {
  /// Claims what may start and starts it, until nothing more may or the machine is full.
  func dispatch() async {
    guard !isDispatching else {
      needsDispatch = true
      return
    }
    isDispatching = true
    repeat {
      needsDispatch = false
      guard room > 0, !isStopping else { break }
      do {
        let claim = try await store.claim(
          limit: room,
          only: nil,
          owner: owner,
          now: clock.now,
          lease: lease
        )
        // A claim of nothing writes nothing: it is no proof while a fire time cannot be stored.
        if storeProblem != nil, !claim.runs.isEmpty || !isAnyJobDue { storeProblem = nil }
        nextReady = claim.nextReady
        for run in claim.runs { start(run) }
      } catch {
        noteStoreProblem(error)
      }
    } while needsDispatch
    isDispatching = false
    for waiter in dispatchWaiters { waiter.resume() }
    dispatchWaiters = []
  }

  /// Whether a job has to be run that is not in the store yet.
  private var isAnyJobDue: Bool {
    let now = clock.now
    return !startupJobs.isEmpty
      || entries.values.contains { ($0.nextFire ?? .distantFuture) <= now }
  }

  /// How many more runs may be at work.
  private var room: Int {
    configuration.settings.concurrency - active.values.count { !$0.isEnding }
  }

  /// Whether a run that was put into the queue may have to be claimed now; when as many are at work
  /// as may be, the next one that ends sees to it.
  var mayClaim: Bool { room > 0 }

  private func start(_ run: RunRecord) {
    let control = RunControl()
    active[run.id] = Active(run: run, control: control)
    events.publish(.run(run))
    if isPatienceOver { control.stop(.shutdown) }
    control.begin(
      Task {
        await self.perform(run, control, onLines: nil, claimsNext: true)
        await self.dispatch()
      }
    )
  }

  /// Does a claimed run and records how it ended.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - control: What ends it.
  ///   - onLines: Takes its lines.
  ///   - claimsNext: Whether what comes next is claimed, as in a hub that goes on.
  func perform(
    _ run: RunRecord,
    _ control: RunControl,
    onLines: (@Sendable ([LogLine]) async -> Void)?,
    claimsNext: Bool
  ) async {
    let outcome: RunOutcome
    let definition = entries[run.job]?.definition
    if let definition {
      outcome = await executor(onLines).execute(run, definition, control)
    } else {
      outcome = RunOutcome(
        state: .cancelled,
        reason: "The job \"\(run.job)\" is no longer in the configuration."
      )
    }
    await finish(run, definition, outcome, control.reason, claimsNext)
  }

  private func executor(_ onLines: (@Sendable ([LogLine]) async -> Void)?) -> RunExecutor {
    RunExecutor(
      store: store,
      data: data,
      home: configuration.home,
      secrets: ConfiguredSecrets(references: configuration.settings.secrets),
      clock: clock,
      logs: logs,
      onProgress: { [weak self] run, progress in await self?.note(progress, run: run) },
      onLines: onLines
    )
  }

  private func finish(
    _ run: RunRecord,
    _ job: JobDefinition?,
    _ outcome: RunOutcome,
    _ stop: StopReason?,
    _ claimsNext: Bool
  ) async {
    let now = clock.now
    var end = RunEnd(
      run: run.id,
      fence: run.fence,
      attempt: run.attempt,
      state: outcome.state,
      finishedAt: now,
      exitStatus: outcome.exitStatus,
      reason: outcome.reason,
      summary: outcome.summary,
      warnings: outcome.warnings,
      steps: outcome.steps
    )
    if let job {
      // Attempts that were interrupted are no failures.
      let attempt = await failures(of: run) + 1
      if outcome.state == .failed, outcome.isRetryable,
        let delay = job.retry.delay(afterAttempt: attempt, chance: Double.random(in: 0...1))
      {
        end.retryAt = now.addingTimeInterval(delay.seconds)
        end.reason =
          "Attempt \(attempt) of \(job.retry.attempts) failed: "
          + "\(outcome.reason ?? "no reason was given") Next attempt in \(delay)."
      } else if case .shutdown = stop, outcome.state == .cancelled, job.rerunInterrupted {
        end.state = .interrupted
        end.retryAt = now
        end.reason = "The hub was shut down; the run starts again with it."
      }
    }
    if end.retryAt == nil { end.followers = await followers(of: run, end.state, now) }
    if claimsNext {
      // Its place is free: what comes next is claimed while its end is stored, mostly in the same
      // transaction. What only its end lets start is claimed once more afterwards.
      active[run.id]?.isEnding = true
      Task { await self.dispatch() }
    }
    let record = await record(end, outcome.isLogStored)
    // Its next attempt may have been claimed already.
    if active[run.id]?.run.fence == run.fence {
      active[run.id] = nil
      progresses[run.id] = nil
    }
    guard let record else { return }
    events.publish(.run(record))
    for follower in end.followers
    where entries[follower.job]?.definition.overlap == .replace && follower.skipReason == nil {
      let others = (try? await store.activeRuns(job: follower.job)) ?? []
      await replace(Array(others.dropLast()))
    }
    if record.state.isFinal {
      await settleWaiting(for: run.job)
      await settleArrivals(of: run.job)
    }
    // What may start now is claimed by the task that ran this; only a later start needs the loop.
    guard let ready = end.retryAt, ready > clock.now else { return }
    nextReady = min(nextReady ?? ready, ready)
    alarm.ring()
  }

  /// Returns how many earlier attempts of a run failed.
  private func failures(of run: RunRecord) async -> Int {
    guard run.attempt > 1, let attempts = try? await store.attempts(run: run.id) else { return 0 }
    return attempts.count { $0.number < run.attempt && $0.state == .failed }
  }

  /// Records an end and what follows from it.
  ///
  /// A run without its whole log has not ended for the store, which happens only when a disk stays
  /// full until the hub must end: the next start finds it interrupted.
  ///
  /// - Returns: The run as it stands then, or `nil` when a newer claim has made the end void.
  private func record(_ end: RunEnd, _ isLogStored: Bool) async -> RunRecord? {
    guard isLogStored else {
      logger.error("The end of run \(end.run) was not stored, because its log was not.")
      return nil
    }
    let rows = await retry.untilStored("The end of run \(end.run)") { [store] in
      try await store.finish([end])
    }
    for follower in rows ?? [] where follower.id != end.run { events.publish(.run(follower)) }
    return rows?.first { $0.id == end.run }
  }

  private func note(_ progress: RunProgress, run: Int64) {
    progresses[run] = progress
    events.publish(.progress(run: run, progress))
  }

  // MARK: - Leases

  /// Renews the leases of the active runs; a run whose claim is lost is ended.
  func keepLeases() async {
    while !Task.isCancelled {
      try? await clock.sleep(for: lease.duration / 3)
      guard !Task.isCancelled else { return }
      do {
        let mine = active.mapValues(\.run.fence)
        let kept = try await store.renewLeases(owner: owner, now: clock.now, lease: lease)
        for (id, fence) in mine where !kept.contains(id) && active[id]?.run.fence == fence {
          active[id]?.control.stop(.lostLease)
        }
      } catch {
        noteStoreProblem(error)
      }
    }
  }

  // MARK: - The end

  /// Lets runs finish within the grace of the configuration, then cancels them, and waits.
  ///
  /// A claim that was under way when the stop came may still start runs; they are waited for, too.
  func finishRuns() async {
    let limit = configuration.settings.shutdown
    let patience = Task { [clock] in
      try await clock.sleep(for: limit.duration)
      self.stopAll()
    }
    await withTaskCancellationHandler {
      while isDispatching || !active.isEmpty {
        if Task.isCancelled { stopAll() }
        for control in active.values.map(\.control) { await control.finished() }
        if isDispatching {
          await withCheckedContinuation { dispatchWaiters.append($0) }
        } else {
          await Task.yield()
        }
      }
    } onCancel: {
      Task { await self.stopAll() }
    }
    patience.cancel()
  }

  private func stopAll() {
    isPatienceOver = true
    for running in active.values { running.control.stop(.shutdown) }
  }

  /// Ends whatever programs of this store's runs are still there.
  func endProcesses() async {
    let killed = await ProcessTree.end(
      mark: ProcessMark.prefix(store: store.identity),
      grace: configuration.settings.grace,
      clock: clock
    )
    if killed > 0 { logger.notice("\(killed) processes that runs had left behind were ended.") }
  }
}
