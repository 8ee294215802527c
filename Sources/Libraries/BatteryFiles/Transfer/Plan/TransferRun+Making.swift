import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The steps that make copies, under names of their own until they are complete.
extension TransferRun {
  func makeDirectory(
    _ step: TransferStep,
    _ report: inout TransferReport
  ) throws -> TransferRecord.Outcome {
    let (directory, name, path) = try targets.place(step.target, "make the directory")
    isUnsettled = true
    report.directories += 1
    if mkdirat(directory.descriptor, name.characters, transfer.directoryMode) == 0 { return .done }
    // Made before a crash.
    if errno == EEXIST, directory.status(name)?.isDirectory == true { return .done }
    throw FileError.system(path, "make the directory")
  }

  func copy(
    _ step: TransferStep,
    _ index: Int,
    _ report: inout TransferReport
  ) throws -> TransferRecord.Outcome {
    let (from, old, source) = try sources.place(step.source, "copy")
    let (to, new, target) = try targets.place(step.target, "make")
    let unfinished = new.unfinished("\(plan.identifier)-\(index)")
    if let identity = made[index], to.status(unfinished)?.identity != identity,
      isPlaced(identity, new, to)
    {
      report.files += 1
      return .done
    }
    try check(step, old, from, source)
    _ = unlinkat(to.descriptor, unfinished.characters, 0)
    if let status = from.status(old), try !mayTake(new, to, status, target, &report) {
      return .skipped
    }
    isUnsettled = true
    let monitor = TransferMonitor(transfer.stopping)
    let copy = TreeCopy(
      transfer,
      monitor,
      from: source.removingLastComponent(),
      to: target.removingLastComponent(),
      recordsFiles: true
    )
    let branch = TreeCopy.Branch(TreeNode(root: from), TreeNode(root: to), isMerged: false)
    var copier = FileCopier(copy, branch, from, to, buffer.bytes)
    copier.linksFiles = false
    copier.copyOne(old, as: unfinished, named: new, &report)
    do {
      _ = try monitor.finish()
      guard let status = to.status(unfinished) else { throw FileError.system(target, "copy") }
      if transfer.isDurable { try synchronize(unfinished, to, target) }
      try note(.made(step: index, status.identity))
      made[index] = status.identity
      _ = try transfer.publish(unfinished, as: new, in: to, path: target)
    } catch {
      unlinkat(to.descriptor, unfinished.characters, 0)
      throw error
    }
    return .done
  }

  /// Whether a copy may take a name that something may have; one that may not is counted.
  func mayTake(
    _ name: EntryName,
    _ directory: OpenDirectory,
    _ source: NodeStatus,
    _ path: FilePath,
    _ report: inout TransferReport
  ) throws(FileError) -> Bool {
    guard let there = directory.status(name) else { return true }
    switch transfer.decide(source, there) {
    case .take: return true
    case .leave:
      report.skipped += 1
      return false
    case .refuse:
      errno = EEXIST
      throw FileError.system(path, "make")
    }
  }

  /// Whether something has its name, or one with a number, already.
  func isPlaced(
    _ identity: NodeStatus.Identity,
    _ name: EntryName,
    _ directory: OpenDirectory
  ) -> Bool {
    placedName(identity, name, directory) != nil
  }

  /// The name that something has: its own, or that with a number; `nil` when it has neither.
  func placedName(
    _ identity: NodeStatus.Identity,
    _ name: EntryName,
    _ directory: OpenDirectory
  ) -> EntryName? {
    if directory.status(name)?.identity == identity { return name }
    guard transfer.conflict == .rename else { return nil }
    for number in 2..<100_000 {
      let numbered = name.numbered(number)
      guard let status = directory.status(numbered) else { return nil }
      if status.identity == identity { return numbered }
    }
    return nil
  }

  func synchronize(
    _ name: EntryName,
    _ directory: OpenDirectory,
    _ path: FilePath
  ) throws(FileError) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    guard directory.status(name)?.isFile == true else { return }
    let file = openat(directory.descriptor, name.characters, flags)
    guard file >= 0 else { throw FileError.system(path, "bring to the disk") }
    defer { close(file) }
    guard fsync(file) == 0 else { throw FileError.system(path, "bring to the disk") }
  }

  func finishDirectory(_ step: TransferStep) throws -> TransferRecord.Outcome {
    let (from, old, source) = try sources.place(step.source, "open the directory")
    let (to, new, target) = try targets.place(step.target, "open the directory")
    guard let directory = from.directory(old), let status = NodeStatus(directory.descriptor) else {
      throw FileError.system(source, "open the directory")
    }
    guard let copied = to.directory(new) else {
      throw FileError.system(target, "open the directory")
    }
    isUnsettled = true
    let isDone = FileMetadata.apply(
      status,
      from: directory.descriptor,
      to: copied.descriptor,
      transfer.kept,
      created: nil
    )
    guard isDone else { throw FileError.system(target, "set the attributes") }
    return .done
  }
}
