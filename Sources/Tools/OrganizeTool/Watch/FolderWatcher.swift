import BatteryFiles
public import BatteryJobs
import SystemPackage

extension OrganizeJob {
  /// Tidies the folder, and then each file that comes, until the task is cancelled.
  ///
  /// A file that is still being written is left until nobody has it open for writing and it has been
  /// quiet for ``quietFor``, two seconds unless given. What a run moves within the folder does not
  /// start it again.
  ///
  /// - Parameters:
  ///   - context: What the job is given to run with.
  ///   - onReport: Takes the report of each run that did something.
  /// - Throws: ``JobError`` when the folder is gone or cannot be watched, `CancellationError`.
  public func watch(
    in context: JobContext,
    onReport: @escaping @Sendable (OrganizeReport) async throws -> Void
  ) async throws {
    try await watch(in: context, clock: SystemWatchClock(), trash: nil, onReport: onReport)
  }

  func watch(
    in context: JobContext,
    clock: any WatchClock,
    trash: Trash?,
    onReport: @escaping @Sendable (OrganizeReport) async throws -> Void
  ) async throws {
    let root = try OrganizeRoot.find(context.resolve(root))
    let quiet = quietFor ?? .seconds(2)
    var job = self
    job.quietFor = quiet
    try await OrganizeFailure.asJobError {
      // The watch is there before the first look, so that nothing falls between the two.
      let watch = try DirectoryWatch(
        root,
        options: WatchOptions(isRecursive: recursive, settling: quiet.duration),
        clock: clock
      )
      var watcher = FolderWatcher(job: job, root: root, context: context, trash: trash)
      for _ in 0..<3 {
        let unsettled = try await watcher.run(only: nil, clock, quiet.duration, onReport)
        guard unsettled > 0 else { break }
        try await clock.sleep(for: quiet.duration)
      }
      // What is settled needs no look at its time again: it may have an old one.
      watcher.job.quietFor = nil
      for try await changes in watch {
        let settled = changes.filter { $0.file == .file && $0.kind == .settled }.map(\.path)
        let news = watcher.news(settled)
        if !news.isEmpty {
          _ = try await watcher.run(only: news, clock, quiet.duration, onReport)
        }
      }
    }
    try Task.checkCancellation()
  }
}

/// Runs a job for what comes into a folder, and knows what it has put there itself.
private struct FolderWatcher {
  private static let mostOwn = 100_000

  var job: OrganizeJob
  let root: FilePath
  let context: JobContext
  let trash: Trash?
  /// What runs have put into the folder, with its times: a rule that is for each of its own results
  /// would go on for ever.
  private var own: [FilePath: Int64] = [:]

  init(job: OrganizeJob, root: FilePath, context: JobContext, trash: Trash?) {
    self.job = job
    self.root = root
    self.context = context
    self.trash = trash
  }

  /// The files that no run has put there as they are.
  func news(_ paths: [FilePath]) -> Set<FilePath> {
    Set(
      paths.filter { path in
        guard let time = own[path] else { return true }
        return (try? FileStatus(at: root.pushing(path), followsLink: false).modified) != time
      }
    )
  }

  /// Runs once; while somebody else has the folder, the files wait.
  ///
  /// What cannot be done with a file is said, and the next one is not kept from its place.
  ///
  /// - Returns: How many files were left because somebody may still write them.
  mutating func run(
    only: Set<FilePath>?,
    _ clock: any WatchClock,
    _ pause: Duration,
    _ onReport: @Sendable (OrganizeReport) async throws -> Void
  ) async throws -> Int {
    var hasSaid = false
    while true {
      do {
        let (report, plan) = try await job.runPlan(in: context, only: only, trash: trash)
        if own.count > Self.mostOwn { own = [:] }
        for step in plan.steps {
          guard let stamp = step.stamp else { continue }
          let path = step.target ?? step.source
          if path.place == 0 { own[path.path] = stamp.modified }
        }
        if report.run != nil || !report.warnings.isEmpty { try await onReport(report) }
        return plan.unsettled
      } catch let error as JobError where error.code == .unavailable {
        if !hasSaid { await context.log(error.message) }
        hasSaid = true
        try await clock.sleep(for: pause)
      } catch let error as JobError where error.code == .inputOutput {
        await context.log(error.message)
        return 0
      }
    }
  }
}
