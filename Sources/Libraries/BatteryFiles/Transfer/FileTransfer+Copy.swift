import CTransferCalls
import Synchronization
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FileTransfer {
  /// Copies a file, a link itself, or a directory with all that is in it.
  ///
  /// The copy has a name of its own, hidden and beside the target, until it is complete. A file
  /// that goes while its directory is copied is not copied; one that comes may be.
  ///
  /// - Parameters:
  ///   - source: What to copy.
  ///   - target: The path of the copy, whose directory must be there.
  /// - Returns: What was copied, and with ``Failures/collect`` what could not be.
  /// - Throws: ``FileError``, or `CancellationError`; nothing is left of the copy then, but what
  ///   was merged into a directory that was there.
  @discardableResult
  public func copy(_ source: FilePath, to target: FilePath) throws -> TransferReport {
    try copy(source, to: target, removesSource: false)
  }

  func copy(
    _ source: FilePath,
    to target: FilePath,
    removesSource: Bool
  ) throws -> TransferReport {
    let (from, old) = try Self.place(source, "copy")
    let (to, new) = try Self.place(target, "copy")
    guard let status = from.status(old) else { throw FileError.system(source, "copy") }
    if let there = to.status(new) {
      if there.identity == status.identity { throw Self.sameFile(source, target) }
      if mergesDirectories, status.isDirectory, there.isDirectory {
        return try merge(from, old, to, new, source, target, removesSource)
      }
      switch decide(status, there) {
      case .take: break
      case .leave:
        var report = TransferReport()
        report.skipped = 1
        return report
      case .refuse:
        errno = EEXIST
        throw FileError.system(target, "make")
      }
    }
    if status.isDirectory { try refuseNesting(status, to, source, target) }
    let made = new.temporary
    let monitor = TransferMonitor(self)
    let isTree = status.isDirectory
    let copy = TreeCopy(
      self,
      monitor,
      from: isTree ? source : source.removingLastComponent(),
      to: isTree ? target : target.removingLastComponent(),
      recordsFiles: removesSource
    )
    var report: TransferReport
    do {
      if status.isDirectory {
        try copyTree(copy, from, old, to, made, source, target)
      } else {
        try copyOne(copy, from, old, to, made, new)
      }
      report = try monitor.finish()
      if isDurable, transfer_sync_system(to.descriptor) != 0 {
        throw FileError.system(target, "bring to the disk")
      }
      _ = try publish(made, as: new, in: to, path: target)
      if isDurable, !to.synchronize() { throw FileError.system(target, "bring to the disk") }
    } catch {
      takeBack(made, in: to, path: target)
      throw error
    }
    if removesSource {
      let copied = copy.copied?.withLock { $0 } ?? CopiedFiles()
      try removeCopied(old, from, source, copied, &report)
    }
    return report
  }

  /// The mode of a file that is made; the source's comes last, when it is kept.
  var fileMode: CInterop.Mode { kept.contains(.permissions) ? 0o600 : 0o666 }

  /// The mode of a directory that is made.
  var directoryMode: CInterop.Mode { kept.contains(.permissions) ? 0o700 : 0o777 }

  /// Removes what became of a copy that failed.
  func takeBack(_ made: EntryName, in directory: OpenDirectory, path: FilePath) {
    guard directory.status(made) != nil else { return }
    var quiet = self
    quiet.progress = nil
    quiet.cancellation = nil
    _ = try? quiet.remove(made, in: directory, path: path)
  }

  private func copyTree(
    _ copy: TreeCopy,
    _ from: OpenDirectory,
    _ old: EntryName,
    _ to: OpenDirectory,
    _ made: EntryName,
    _ source: FilePath,
    _ target: FilePath
  ) throws {
    guard let top = from.directory(old) else {
      throw FileError.system(source, "open the directory")
    }
    guard mkdirat(to.descriptor, made.characters, directoryMode) == 0,
      let copied = to.directory(made)
    else { throw FileError.system(target, "make the directory") }
    copy.copy(top, into: copied, isMerged: false)
  }

  /// Copies one file under a name, as a tree of a single branch.
  private func copyOne(
    _ copy: TreeCopy,
    _ from: OpenDirectory,
    _ old: EntryName,
    _ to: OpenDirectory,
    _ made: EntryName,
    _ new: EntryName
  ) throws {
    let branch = TreeCopy.Branch(TreeNode(root: from), TreeNode(root: to), isMerged: false)
    let buffer = CopyBuffer()
    var copier = FileCopier(copy, branch, from, to, buffer.bytes)
    copier.linksFiles = false
    var report = TransferReport()
    copier.copyOne(old, as: made, named: new, &report)
    copy.monitor.add(report)
  }

  private func merge(
    _ from: OpenDirectory,
    _ old: EntryName,
    _ to: OpenDirectory,
    _ new: EntryName,
    _ source: FilePath,
    _ target: FilePath,
    _ removesSource: Bool
  ) throws -> TransferReport {
    guard let top = from.directory(old), let status = NodeStatus(top.descriptor) else {
      throw FileError.system(source, "open the directory")
    }
    guard let there = to.directory(new) else {
      throw FileError.system(target, "open the directory")
    }
    try refuseNesting(status, there, source, target)
    let monitor = TransferMonitor(self)
    let copy = TreeCopy(self, monitor, from: source, to: target, recordsFiles: removesSource)
    copy.copy(top, into: there, isMerged: true)
    var report = try monitor.finish()
    if isDurable, transfer_sync_system(there.descriptor) != 0 {
      throw FileError.system(target, "bring to the disk")
    }
    if removesSource {
      let copied = copy.copied?.withLock { $0 } ?? CopiedFiles()
      try removeCopied(old, from, source, copied, &report)
    }
    return report
  }

  /// Removes from a source what was copied and is as it was.
  func removeCopied(
    _ name: EntryName,
    _ parent: OpenDirectory,
    _ path: FilePath,
    _ copied: CopiedFiles,
    _ report: inout TransferReport
  ) throws {
    var removal = self
    removal.failures = .collect
    removal.progress = nil
    let removed = try removal.remove(name, in: parent, path: path) {
      copied.contains($0, $1, in: $2)
    }
    report.failures += removed.failures
    if failures == .stop, let first = removed.failures.first { throw first }
  }

  private static func sameFile(_ source: FilePath, _ target: FilePath) -> FileError {
    FileError(
      path: source,
      operation: "copy",
      cause: nil,
      remedy: "\(target) is the same file. Give another target."
    )
  }

  /// Refuses a target within the directory that is copied, which would have no end.
  func refuseNesting(
    _ status: NodeStatus,
    _ target: OpenDirectory,
    _ source: FilePath,
    _ path: FilePath
  ) throws(FileError) {
    var here = target
    while let now = NodeStatus(here.descriptor) {
      if now.identity == status.identity {
        throw FileError(
          path: source,
          operation: "copy",
          cause: nil,
          remedy: "\(path) lies within it. Give a target outside."
        )
      }
      let number = openat(here.descriptor, "..", OpenDirectory.flags)
      guard number >= 0 else { return }
      let above = OpenDirectory(adopting: number)
      guard NodeStatus(number)?.identity != now.identity else { return }
      here = above
    }
  }
}
