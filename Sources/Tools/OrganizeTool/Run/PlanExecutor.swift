import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Carries a plan out, with the folder's lock and a journal.
struct PlanExecutor: Sendable {
  let state: StateDirectory
  let trash: Trash?
  let context: JobContext

  /// Makes a plan under the lock and does it.
  ///
  /// - Throws: ``JobError`` when somebody else organizes the folder, `CancellationError`.
  func run(
    root: FilePath,
    _ make: @escaping @Sendable (BlockingWork.Cancellation) throws -> (OrganizePlan, Places)
  ) async throws -> (OrganizeReport, OrganizePlan) {
    let place = (try? state.path.resolved()) ?? state.path
    guard !place.starts(with: root) else {
      throw JobError(
        .configuration,
        "\(state.path): journals cannot be in the folder that is organized. Name another state."
      )
    }
    try state.make()
    state.removeUnfinished()
    let lock = try state.lock(try RootedDirectory(root))
    defer { lock.unlock() }
    let (plan, places) = try await BlockingWork.run { try make($0) }
    return (try await perform(plan, places), plan)
  }

  private func perform(_ plan: OrganizePlan, _ places: Places) async throws -> OrganizeReport {
    guard !plan.steps.isEmpty else { return report(nil, plan, [], []) }
    let run = state.newRun(context.clock.now)
    let header = RunRecord.Header(
      run: run,
      started: Int64((context.clock.now.timeIntervalSince1970 * 1e9).rounded()),
      places: plan.places,
      rules: plan.rules,
      steps: plan.steps.count
    )
    let (worker, directories) = try await BlockingWork.run { _ in
      let directories = try DirectoryStates.read(plan.steps, places)
      let journal = try RunJournal(
        creating: state.journal(run),
        header,
        plan.steps,
        directories
      )
      let worker = RunWorker(
        run,
        places,
        journal,
        plan.steps,
        rules: plan.rules,
        trash: trash,
        context
      )
      return (worker, directories.map(\.path))
    }
    await context.log("run \(run): \(plan.steps.count) steps")
    try await finish(worker, directories)
    if let problem = worker.problems.first, worker.outcomes.contains(.failed),
      !worker.outcomes.contains(.done)
    {
      throw JobError(.inputOutput, "Nothing could be done. \(problem)")
    }
    return report(run, plan, worker.outcomes, worker.problems)
  }

  /// Does the steps, and says in the journal that the run is over.
  func finish(_ worker: RunWorker, _ directories: [PlanPath]) async throws {
    try await worker.work()
    try await BlockingWork.run { _ in try worker.end(directories) }
  }

  func report(
    _ run: String?,
    _ plan: OrganizePlan,
    _ outcomes: [RunRecord.Outcome],
    _ problems: [String]
  ) -> OrganizeReport {
    var report = OrganizeReport(
      run: run,
      root: plan.places.first ?? "",
      looked: plan.looked,
      moved: 0,
      others: [:],
      changed: 0,
      problems: problems,
      notes: plan.notes
    )
    for (step, outcome) in zip(plan.steps, outcomes) {
      switch outcome {
      case .done: report.count(step.action)
      case .changed: report.changed += 1
      default: break
      }
    }
    return report
  }
}

extension OrganizeReport {
  fileprivate mutating func count(_ action: OrganizeStep.Action) {
    switch action {
    case .move: moved += 1
    case .makeDirectory, .removeDirectory: break
    case .copy: others["copied", default: 0] += 1
    case .trash: others["put into the trash", default: 0] += 1
    case .delete: others["deleted", default: 0] += 1
    case .tag: others["tagged", default: 0] += 1
    case .pack: others["archives made", default: 0] += 1
    case .run: others["programs run", default: 0] += 1
    case .link: others["linked", default: 0] += 1
    }
  }
}
