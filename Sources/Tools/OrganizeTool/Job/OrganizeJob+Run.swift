import BatteryFiles
public import BatteryJobs
import Foundation
import SystemPackage

extension OrganizeJob {
  /// Returns what a run would do now.
  ///
  /// - Throws: ``JobError`` when the folder is not there, or a rule leads out of it.
  public func plan(in context: JobContext) async throws -> Plan {
    try await makePlan(in: context).shown
  }

  /// Makes the plan, which can be saved, looked at, and done later.
  ///
  /// - Throws: ``JobError`` when the folder is not there, or a rule leads out of it.
  public func makePlan(in context: JobContext) async throws -> OrganizePlan {
    let maker = try planMaker(in: context)
    return try await OrganizeFailure.asJobError {
      try await BlockingWork.run { try maker.make($0).0 }
    }
  }

  /// Tidies the folder.
  ///
  /// Files that have not been left alone for ``quietFor`` are waited for, a minute at most.
  ///
  /// - Throws: ``JobError`` when the folder is not there, is being tidied by somebody else, or the
  ///   journal cannot be written.
  public func run(in context: JobContext) async throws -> OrganizeReport {
    try await awaitQuiet(in: context)
    return try await run(in: context, only: nil)
  }

  /// Waits for files that were changed a moment ago: nothing else would come back for the one
  /// whose arrival has started the job.
  private func awaitQuiet(in context: JobContext) async throws {
    guard let quiet = quietFor?.duration, quiet > .zero else { return }
    var waited = Duration.zero
    while waited + quiet <= Self.longestWait {
      let maker = try planMaker(in: context)
      let unsettled = try await OrganizeFailure.asJobError {
        try await BlockingWork.run { try maker.unsettled($0) }
      }
      guard unsettled > 0 else { return }
      try await context.clock.sleep(for: quiet)
      waited += quiet
    }
  }

  private static let longestWait = Duration.seconds(60)

  /// Tidies what has come into the folder.
  func run(
    in context: JobContext,
    only: Set<FilePath>?,
    trash: Trash? = nil
  ) async throws -> OrganizeReport {
    try await runPlan(in: context, only: only, trash: trash).0
  }

  /// Tidies, and says what the plan was.
  func runPlan(
    in context: JobContext,
    only: Set<FilePath>?,
    trash: Trash?
  ) async throws -> (OrganizeReport, OrganizePlan) {
    var maker = try planMaker(in: context)
    maker.only = only
    let making = maker
    let executor = PlanExecutor(
      state: stateDirectory(in: context),
      trash: trash,
      context: context
    )
    return try await OrganizeFailure.asJobError {
      try await executor.run(root: making.root) { try making.make($0) }
    }
  }

  func stateDirectory(in context: JobContext) -> StateDirectory {
    state.map { StateDirectory(context.resolve($0)) } ?? .standard()
  }

  func planMaker(in context: JobContext) throws(JobError) -> PlanMaker {
    let root = try OrganizeRoot.find(context.resolve(root))
    let context = context
    return PlanMaker(job: self, root: root, now: context.clock.now) { context.resolve($0) }
  }
}

/// Turns what files say into what a job says.
enum OrganizeFailure {
  static func asJobError<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as FileError {
      let code: JobError.Code =
        switch error.cause {
        case .some(.noSuchFileOrDirectory): .notFound
        case .some(.permissionDenied), .some(.notPermitted): .denied
        default: .inputOutput
        }
      throw JobError(code, error.description)
    } catch let error as TemplateError {
      throw JobError(.configuration, error.description)
    } catch let error as GlobError {
      throw JobError(.configuration, error.description)
    } catch let error as FileLock.Held {
      throw JobError(.unavailable, error.description)
    }
  }
}

/// Finds the folder that is organized.
enum OrganizeRoot {
  /// The folder without links in its path.
  ///
  /// - Throws: ``JobError`` when there is none, or it is one that must not be organized.
  static func find(_ path: FilePath) throws(JobError) -> FilePath {
    let real: FilePath
    let kind: FileEntry.Kind
    do throws(FileError) {
      real = try path.resolved(strict: true)
      kind = try FileStatus(at: real).kind
    } catch {
      throw JobError(
        error.cause == .permissionDenied ? .denied : .notFound,
        error.description
      )
    }
    guard kind == .directory else {
      throw JobError(.notFound, "\(path) is no directory. Name a folder.")
    }
    let home = ConfiguredPath.resolve("~", home: "/")
    if real == "/" || real == (try? home.resolved(strict: true)) {
      let name = path == real ? "\(path)" : "\(path) is \(real), which"
      throw JobError(.configuration, "\(name) is never organized. Name a folder in it.")
    }
    return real
  }
}
