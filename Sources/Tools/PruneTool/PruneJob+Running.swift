import BatteryFiles
public import BatteryJobs
import SystemPackage

extension PruneJob {
  /// How many steps are performed between two entries in the log.
  private static let batch = 64

  /// Returns what a run would delete now.
  ///
  /// - Throws: ``JobError`` when there is no such directory, or it must not be pruned.
  public func plan(in context: JobContext) async throws -> Plan {
    let root = try PruneRoot(context.resolve(path))
    let now = context.clock.now
    return try await select(in: root, context).plan(root: root.path, now: now)
  }

  /// Deletes what ``plan(in:)`` shows, and logs each step when it is done.
  ///
  /// - Throws: ``JobError`` when nothing at all could be deleted of what should be.
  public func run(in context: JobContext) async throws -> PruneReport {
    let root = try PruneRoot(context.resolve(path))
    let selection = try await select(in: root, context)
    var report = PruneReport(
      path: root.path.string,
      deleted: 0,
      bytes: 0,
      directories: 0,
      kept: selection.keptCount,
      changed: [],
      failed: selection.unreadable,
      beyondLimit: selection.beyondLimit
    )
    let steps = selection.files + selection.directories
    var failures = 0
    for start in stride(from: 0, to: steps.count, by: Self.batch) {
      try Task.checkCancellation()
      let batch = Array(steps[start..<min(start + Self.batch, steps.count)])
      let outcomes = try await BlockingWork.run { _ in batch.map { root.delete($0) } }
      var lines: [String] = []
      for (entry, outcome) in zip(batch, outcomes) {
        let name = root.path.pushing(entry.path).string
        switch outcome {
        case .deleted where entry.kind == .directory:
          report.directories += 1
          lines.append("removed \(name)")
        case .deleted:
          report.deleted += 1
          report.bytes += entry.size
          lines.append("deleted \(name)")
        case .changed:
          report.changed.append(name)
          lines.append("kept \(name), which changed since the plan was made")
        case .failed(let error):
          failures += 1
          report.failed.append(error.description)
          lines.append(error.description)
        }
      }
      let time = context.clock.now
      await context.report(
        .log(lines.map { LogLine(source: .system, time: time, text: $0) })
      )
      await context.report(
        .progress(done: start + batch.count, of: steps.count, label: "deleted")
      )
    }
    if failures > 0, report.deleted + report.directories == 0 {
      throw JobError(.denied, "Nothing could be deleted. \(report.failed.last ?? "")")
    }
    return report
  }

  private func select(in root: PruneRoot, _ context: JobContext) async throws -> PruneSelection {
    let now = context.clock.now
    do {
      return try await BlockingWork.run { [self] cancellation in
        try PruneSelection(self, in: root.path, now: now, cancellation)
      }
    } catch let error as FileError {
      throw JobError(.inputOutput, error.description)
    }
  }
}
