import BatteryFiles
public import BatteryJobs
import SystemPackage

extension DiskJob {
  /// Returns the one step, which changes nothing.
  public func plan(in context: JobContext) async throws -> Plan {
    Plan(steps: [Plan.Step(verb: "measure", subject: context.resolve(path).string)])
  }

  /// Adds up what is below the directory.
  ///
  /// - Throws: ``JobError`` when the directory cannot be read, or when the file system is fuller
  ///   than it may be.
  public func run(in context: JobContext) async throws -> DiskReport {
    let root = context.resolve(path)
    let report: DiskReport
    do {
      report = try await BlockingWork.run { [self] cancellation in
        try measure(root, cancellation)
      }
    } catch let error as FileError {
      let isMissing = error.cause == .noSuchFileOrDirectory || error.cause == .notDirectory
      throw JobError(isMissing ? .notFound : .inputOutput, error.description)
    }
    if let failAbove, report.usedShare > failAbove.share {
      await context.log(report.summary)
      for row in report.rows { await context.log("\(ByteCount(bytes: row.bytes))  \(row.path)") }
      throw JobError(
        .failed,
        "The file system of \(root) is \(DiskReport.percent(report.usedShare)) full, above "
          + "\(failAbove). Make room; the log lists what takes most."
      )
    }
    return report
  }

  private func measure(
    _ root: FilePath,
    _ cancellation: BlockingWork.Cancellation
  ) throws -> DiskReport {
    let space = try FileSystemSpace(of: root)
    var options = DiskUsage.Options()
    options.depth = depth
    options.largestFiles = top
    options.isOneFileSystem = oneFilesystem
    let usage = try DiskUsage(of: root, options) { try cancellation.check() }
    let total = usage.total
    let largest = (usage.directories + usage.largestFiles).sorted { left, right in
      left.allocated == right.allocated
        ? left.path.string < right.path.string : left.allocated > right.allocated
    }
    return DiskReport(
      path: root.string,
      bytes: total.allocated,
      files: total.files,
      rows: largest.prefix(top).map { item in
        DiskReport.Row(
          path: item.path.string,
          bytes: item.allocated,
          files: item.files,
          share: total.allocated > 0 ? Double(item.allocated) / Double(total.allocated) : 0
        )
      },
      capacity: space.capacity,
      used: space.used,
      usedShare: space.usedShare,
      warnAbove: warnAbove,
      unreadable: usage.failures.map(\.description),
      unreadableCount: usage.failureCount
    )
  }
}
