import BatteryFiles
public import BatteryJobs
import Foundation
import SystemPackage

extension FilesJob {
  /// Returns what an indexing would change in the catalog now.
  ///
  /// - Throws: ``JobError`` when a folder is not there or the catalog cannot be read.
  public func plan(in context: JobContext) async throws -> Plan {
    let file = catalogPath(context)
    let now = context.clock.now
    let report = try await BlockingWork.run { [self] cancellation in
      // Without a catalog there is nothing that could be changed, and none is made.
      let isThere = (try? FileStatus(at: file)) != nil
      let catalog = try isThere ? Catalog(file, for: .writing) : Catalog()
      return try index(catalog, context, now, cancellation, isDryRun: true)
    }
    return Plan(
      steps: report.folders.map { folder in
        .init(verb: "index", subject: folder.path, detail: folder.detail)
      }
    )
  }

  /// Indexes the folders one after the other; each is in the catalog as a whole or as it was.
  ///
  /// - Throws: ``JobError`` when a folder is not there or the catalog cannot be written.
  public func run(in context: JobContext) async throws -> FilesReport {
    let file = catalogPath(context)
    let now = context.clock.now
    return try await BlockingWork.run { [self] cancellation in
      let catalog = try Catalog(file, for: .creating)
      let lock = try Self.lock(file)
      defer { lock.unlock() }
      let report = try index(catalog, context, now, cancellation, isDryRun: false)
      for var rule in rules {
        rule.find.folder = rule.find.folder.map { context.resolve($0).string }
        try catalog.add(rule: rule, now: now)
      }
      return report
    }
  }

  private func catalogPath(_ context: JobContext) -> FilePath {
    if let catalog { return context.resolve(catalog) }
    // A hub does not hand its environment on to jobs, and the commands look where it says.
    let environment = ProcessInfo.processInfo.environment.merging(context.environment) { $1 }
    return Catalog.defaultPath(environment)
  }

  private static func lock(_ catalog: FilePath) throws -> FileLock {
    do {
      return try FileLock(FilePath(bytes: catalog.bytes + Array(".lock".utf8)))
    } catch let error as FileLock.Held {
      throw JobError(.unavailable, DisplayText.harmless(error.description))
    } catch let error as FileError {
      throw JobError(.denied, DisplayText.harmless(error.description))
    }
  }

  private func index(
    _ catalog: Catalog,
    _ context: JobContext,
    _ now: Date,
    _ cancellation: BlockingWork.Cancellation,
    isDryRun: Bool
  ) throws -> FilesReport {
    let paths =
      try folders.isEmpty ? catalog.folders().map(\.path) : folders.map { context.resolve($0) }
    guard !paths.isEmpty else {
      throw JobError(
        .configuration,
        "The catalog has no folders yet. Name one: batteries files index ~/Documents.",
        exitStatus: 64
      )
    }
    let start = context.clock.uptime
    var report = FilesReport(folders: [])
    var problem: JobError?
    for path in paths {
      do {
        let indexer = CatalogIndexer(catalog, cancellation)
        let counts = try indexer.index(path, options, isDryRun: isDryRun, now: now)
        report.folders.append(.init(path, counts))
      } catch let error as JobError where paths.count > 1 && error.code != .inputOutput {
        // A disk that is not there does not keep the others from being indexed.
        report.missing.append(error.message)
        problem = error
      }
    }
    if let problem, report.folders.isEmpty { throw problem }
    let elapsed = context.clock.uptime - start
    report.seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return report
  }
}
