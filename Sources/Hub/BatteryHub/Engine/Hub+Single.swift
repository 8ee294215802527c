public import BatteryJobs
import Foundation
import SystemPackage

/// Running one job from the command line, without a running hub.
extension Hub {
  /// Runs a job now, with its history, its retries and its time limit, and returns when it ends.
  ///
  /// Cancelling the task stops the run and waits until it has ended.
  ///
  /// - Parameters:
  ///   - name: The job.
  ///   - onLines: Takes the lines of the log as they come.
  /// - Returns: The run as it ended.
  /// - Throws: ``HubError`` when there is no such job, or the store's error.
  public func runOnce(
    _ name: String,
    onLines: @escaping @Sendable ([LogLine]) async -> Void
  ) async throws -> RunRecord {
    ProcessTree.becomeSubreaper()
    let result: Result<RunRecord, any Error>
    do {
      result = .success(try await runToItsEnd(name, onLines: onLines))
    } catch {
      result = .failure(error)
    }
    await endProcesses()
    return try result.get()
  }

  private func runToItsEnd(
    _ name: String,
    onLines: @escaping @Sendable ([LogLine]) async -> Void
  ) async throws -> RunRecord {
    try await recover()
    try await apply(configuration)
    var run = try await enqueue(name, .manual, "command line")
    let control = RunControl()
    let heartbeat = Task { await self.keepLeases() }
    defer { heartbeat.cancel() }
    let grace = configuration.settings.grace.duration * 2
    while !run.state.isFinal {
      let claim = try await store.claim(
        limit: 1,
        only: run.id,
        owner: owner,
        now: clock.now,
        lease: lease
      )
      if let claimed = claim.runs.first {
        active[run.id] = Active(run: claimed, control: control)
        let work = Task {
          await self.perform(claimed, control, onLines: onLines, claimsNext: false)
        }
        control.begin(work)
        await withTaskCancellationHandler {
          await work.value
        } onCancel: {
          control.stop(.asked(by: "the command line"))
          retry.giveUp(after: grace)
        }
      } else {
        let wait = run.readyAt.timeIntervalSince(clock.now)
        try? await clock.sleep(for: .seconds(max(0.05, min(wait, 3600))))
        if Task.isCancelled {
          _ = try await stop(run: run.id, by: "the command line")
        }
      }
      guard let fresh = try await store.run(run.id) else { break }
      run = fresh
    }
    return run
  }

  /// Returns what a run of a job would do now, step by step.
  ///
  /// A step that works on what another makes may not be planned before that has run.
  ///
  /// - Throws: ``HubError`` when there is no such job.
  public func plan(
    _ name: String
  ) async throws -> [(step: StepDefinition, plan: Result<Plan, any Error>)] {
    guard let job = configuration.jobs.first(where: { $0.name == name }) else {
      throw HubError(.notFound, "There is no job \"\(name)\" in the configuration.")
    }
    let directory = FilePath(NSTemporaryDirectory())
      .appending("batteries-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: directory.string,
      withIntermediateDirectories: true
    )
    defer { try? FileManager.default.removeItem(atPath: directory.string) }
    let context = JobContext(
      job: name,
      directory: directory,
      home: configuration.home,
      environment: job.environment,
      clock: clock,
      secrets: ConfiguredSecrets(references: configuration.settings.secrets)
    )
    var plans: [(step: StepDefinition, plan: Result<Plan, any Error>)] = []
    for step in job.steps {
      do {
        plans.append((step, .success(try await step.job.plan(in: context))))
      } catch {
        plans.append((step, .failure(error)))
      }
    }
    return plans
  }
}
