import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FileTransfer {
  /// Moves a file, a link itself, or a directory with all that is in it.
  ///
  /// Within a file system the name is changed, in one step. To another one everything is copied,
  /// brought to the disk and given its name, and only then removed, each file only if it is still
  /// what was copied: whenever this ends, every file is whole at one place at least. To be able to
  /// go on after a crash, make a plan and apply it with a journal.
  ///
  /// - Parameters:
  ///   - source: What to move.
  ///   - target: Its new path, whose directory must be there.
  /// - Returns: What was moved, and with ``Failures/collect`` what could not be.
  /// - Throws: ``FileError``, or `CancellationError`.
  @discardableResult
  public func move(_ source: FilePath, to target: FilePath) throws -> TransferReport {
    let (from, old) = try Self.place(source, "move")
    let (to, new) = try Self.place(target, "move")
    guard let status = from.status(old) else { throw FileError.system(source, "move") }
    if let there = to.status(new) {
      if there.identity == status.identity, !isRenamedWithinCase(old, new, from, to) {
        throw FileError(
          path: source,
          operation: "move",
          cause: nil,
          remedy: "\(target) is the same file. Give another target."
        )
      }
      if mergesDirectories, status.isDirectory, there.isDirectory {
        return try copy(source, to: target, removesSource: true)
      }
      switch decide(status, there) {
      case .take: break
      case .leave:
        var report = TransferReport()
        report.skipped = 1
        return report
      case .refuse:
        errno = EEXIST
        throw FileError.system(target, "move to")
      }
    }
    if status.isDirectory { try refuseNesting(status, to, source, target) }
    do throws(FileError) {
      _ = try publish(old, as: new, from: from, in: to, path: target)
    } catch {
      guard error.cause == .improperLink else { throw error }
      return try lasting.copy(source, to: target, removesSource: true)
    }
    if isDurable {
      guard to.synchronize(), from.synchronize() else {
        throw FileError.system(target, "bring to the disk")
      }
    }
    var report = TransferReport()
    switch status.kind {
    case .file: report.files = 1
    case .directory: report.directories = 1
    case .symbolicLink: report.symbolicLinks = 1
    default: report.others = 1
    }
    return report
  }

  /// The same, but with everything brought to the disk.
  private var lasting: FileTransfer {
    var copy = self
    copy.isDurable = true
    return copy
  }

  /// Whether two names differ though a file system that ignores case takes them for one.
  private func isRenamedWithinCase(
    _ old: EntryName,
    _ new: EntryName,
    _ from: OpenDirectory,
    _ to: OpenDirectory
  ) -> Bool {
    guard old != new, let here = NodeStatus(from.descriptor), let there = NodeStatus(to.descriptor),
      here.identity == there.identity, let status = from.status(old)
    else { return false }
    return status.links == 1 && !status.isDirectory
  }
}
