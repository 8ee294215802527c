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
    var usage = DiskUsage(depth: depth, top: top)
    try FileTree(root, oneFilesystem: oneFilesystem).walk { event in
      try cancellation.check()
      usage.take(event)
    }
    let (total, rows) = usage.finish()
    return DiskReport(
      path: root.string,
      bytes: total.bytes,
      files: total.files,
      rows: rows.map { item in
        DiskReport.Row(
          path: item.path.string,
          bytes: item.bytes,
          files: item.files,
          share: total.bytes > 0 ? Double(item.bytes) / Double(total.bytes) : 0
        )
      },
      capacity: space.capacity,
      used: space.used,
      usedShare: space.usedShare,
      warnAbove: warnAbove,
      unreadable: usage.unreadable,
      unreadableCount: usage.unreadableCount
    )
  }
}
