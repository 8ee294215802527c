import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

extension Measure {
  /// Copies a tree, with what was written before on the disk.
  @Sendable static func copyTree(_ arguments: Arguments) async throws {
    let folder = try Folder()
    defer { folder.remove() }
    let target = folder.path.appending("copy")
    var transfer = FileTransfer()
    transfer.threads = try arguments.number(1)
    let source = try FilePath(arguments.text(0))
    sync()
    let report = try timed { try transfer.copy(source, to: target) }
    Figure.print("files", Double(report.files), "files")
    try transfer.remove(target)
  }

  /// Removes a copy of a tree.
  @Sendable static func removeTree(_ arguments: Arguments) async throws {
    let folder = try Folder()
    defer { folder.remove() }
    let target = folder.path.appending("copy")
    var transfer = FileTransfer()
    transfer.threads = try arguments.number(1)
    try transfer.copy(FilePath(arguments.text(0)), to: target)
    sync()
    let report = try timed { try transfer.remove(target) }
    Figure.print("files", Double(report.files), "files")
  }

  /// Finds the equal files of a tree.
  @Sendable static func duplicates(_ arguments: Arguments) async throws {
    var search = DuplicateSearch()
    search.threads = try arguments.number(1)
    let root = try FilePath(arguments.text(0))
    let report = try timed { try search.search([root]) }
    Figure.print("groups", Double(report.groups.count), "groups")
  }

  private static func timed<Result>(_ body: () throws -> Result) throws -> Result {
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let result = try body()
    Figure.print("time", (clock.uptime - start).inSeconds, "s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
    return result
  }
}
