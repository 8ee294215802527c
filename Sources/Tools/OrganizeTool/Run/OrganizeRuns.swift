import BatteryFiles
public import BatteryJobs
import Foundation
public import SystemPackage

/// The runs that were made: what can be taken back, gone on with, and listed.
public struct OrganizeRuns: Sendable {
  private let state: StateDirectory
  private let trash: Trash?

  /// Finds the runs that are kept in a directory; with the state of the user's programs unless given.
  public init(state: FilePath? = nil) {
    self.init(state: state, trash: nil)
  }

  init(state: FilePath?, trash: Trash?) {
    self.state = state.map { StateDirectory($0) } ?? .standard()
    self.trash = trash
  }

  /// All runs, the last first.
  public func list() -> [OrganizeRunSummary] {
    state.runs().reversed().map { summary($0) }
  }

  private func summary(_ name: String) -> OrganizeRunSummary {
    guard let records = try? RecordJournal.records(of: state.journal(name)),
      let history = try? RunHistory(records, of: state.journal(name))
    else { return OrganizeRunSummary(unreadable: name) }
    return OrganizeRunSummary(name, history)
  }

  /// Takes a run back, the last one unless named.
  ///
  /// - Parameters:
  ///   - name: The run, or the beginning of its name.
  ///   - isLenient: Whether a file over 32 KiB is taken back too that something else happened to
  ///     since, if its length, time, beginning and end are the same.
  ///   - context: What the command runs with.
  /// - Returns: What was taken back, and what was refused by name.
  /// - Throws: ``JobError`` when there is no such run, or its folder is being organized.
  public func undo(
    _ name: String?,
    isLenient: Bool = false,
    in context: JobContext
  ) async throws -> OrganizeUndoReport {
    let run =
      try name.map { try state.find($0) } ?? last(that: "can be taken back") { $0.canBeUndone }
    return try await OrganizeFailure.asJobError {
      try await BlockingWork.run { cancellation in
        let open = try self.open(run)
        defer { open.lock.unlock() }
        let undo = RunUndo(
          open.history,
          open.places,
          open.journal,
          trash: self.trash,
          isLenient: isLenient,
          others: { self.stretches(besides: run) }
        )
        try undo.run(cancellation)
        try open.journal.synchronize()
        return OrganizeUndoReport(
          run: run,
          root: open.history.header.places.first ?? "",
          restored: undo.restored,
          refused: undo.refused,
          kept: undo.kept
        )
      }
    }
  }

  /// What the journals of other runs know of long files; those that cannot be read know nothing.
  private func stretches(besides run: String) -> [ContentTrail.Stretch] {
    state.runs().filter { $0 != run }.flatMap { name in
      let records = (try? RecordJournal.records(of: state.journal(name))) ?? []
      return records.flatMap { bytes -> [ContentTrail.Stretch] in
        guard case .trail(let stretches)? = RunRecord(bytes) else { return [] }
        return stretches
      }
    }
  }

  /// Finishes a run that was broken off, the last of them unless named.
  ///
  /// - Throws: ``JobError`` when there is no such run, or its folder is being organized.
  public func resume(_ name: String?, in context: JobContext) async throws -> OrganizeReport {
    let run =
      try name.map { try state.find($0) }
      ?? last(that: "was broken off") {
        $0.status == .interrupted
      }
    return try await OrganizeFailure.asJobError {
      let open = try await BlockingWork.run { _ in try self.open(run) }
      defer { open.lock.unlock() }
      let history = open.history
      let outcomes = try await BlockingWork.run { cancellation in
        try Self.outcomes(open, cancellation)
      }
      let plan = OrganizePlan(
        version: OrganizePlan.version,
        made: history.header.started,
        places: history.header.places,
        rules: history.header.rules,
        steps: history.steps,
        notes: [],
        refused: 0,
        looked: history.steps.count,
        unsettled: 0
      )
      let worker = RunWorker(
        run,
        open.places,
        open.journal,
        history.steps,
        rules: history.header.rules,
        outcomes: outcomes,
        trash: trash,
        context
      )
      let executor = PlanExecutor(state: state, trash: trash, context: context)
      if !history.isEnded {
        try await executor.finish(worker, history.directories.map(\.path))
      }
      return executor.report(run, plan, worker.outcomes, worker.problems)
    }
  }

  /// What became of the steps of a run, also of those of which its journal does not say; what was
  /// half done is cleared away.
  private static func outcomes(
    _ open: Open,
    _ cancellation: BlockingWork.Cancellation
  ) throws -> [RunRecord.Outcome] {
    var outcomes = open.history.outcomes
    var cleared: Set<PlanPath> = []
    let inspector = StepInspector(
      cache: DirectoryCache(open.places),
      history: open.history,
      run: open.history.header.run
    )
    for number in outcomes.indices where outcomes[number] == .pending {
      try cancellation.check()
      inspector.clear(number, &cleared)
      if try inspector.isAtBothEnds(number) {
        let source = open.history.steps[number].source
        try open.places.roots[source.place].removeFile(source.path)
      }
      if try inspector.isDone(number) { outcomes[number] = .done }
    }
    return outcomes
  }

  /// Does a plan that was saved, exactly: what is no longer as it says is left alone and named.
  ///
  /// - Throws: ``JobError`` when the plan is of a later version, or its folder is not there or being
  ///   organized.
  public func apply(
    _ plan: OrganizePlan,
    in context: JobContext
  ) async throws -> OrganizeReport {
    try plan.check()
    let paths = plan.places.compactMap { EscapedPath.path($0) }
    guard let root = paths.first, paths.count == plan.places.count else {
      throw JobError(.invalidInput, "The plan names no folder.")
    }
    let executor = PlanExecutor(state: state, trash: trash, context: context)
    return try await OrganizeFailure.asJobError {
      try await executor.run(root: root) { _ in (plan, try Places(paths)) }.0
    }
  }

  /// The last run of some sort; one that cannot be read has to be looked at first.
  private func last(
    that does: String,
    _ isMeant: (OrganizeRunSummary) -> Bool
  ) throws(JobError) -> String {
    for name in state.runs().reversed() {
      let run = summary(name)
      if run.status == .damaged || isMeant(run) { return name }
    }
    throw JobError(.notFound, "\(state.path): there is no run that \(does).")
  }

  // One thread after the other has it, and none two at once.
  private struct Open: @unchecked Sendable {
    var journal: RunJournal
    var history: RunHistory
    var places: Places
    var lock: FileLock
  }

  private func open(_ run: String) throws -> Open {
    try state.make()
    let path = state.journal(run)
    let journal = try RunJournal(opening: path)
    let history = try RunHistory(journal.records, of: path)
    guard history.isReady else {
      throw JobError(.notFound, "The run \(run) ended before it did anything.")
    }
    let paths = history.header.places.compactMap { EscapedPath.path($0) }
    guard paths.count == history.header.places.count, !paths.isEmpty else {
      throw JobError(.invalidInput, "\(path) is damaged. Look at the folder, and go on by hand.")
    }
    let places = try Places(paths)
    return Open(
      journal: journal,
      history: history,
      places: places,
      lock: try state.lock(places.roots[0])
    )
  }
}
