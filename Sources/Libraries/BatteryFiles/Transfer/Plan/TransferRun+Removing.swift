import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The steps that give names and that remove.
extension TransferRun {
  func publish(_ step: TransferStep, _ index: Int) throws -> TransferRecord.Outcome {
    let (from, unfinished, _) = try targets.place(step.source, "rename")
    let (to, name, path) = try targets.place(step.target, "rename")
    if let identity = made[index], from.status(unfinished) == nil, isPlaced(identity, name, to) {
      return .done
    }
    guard let status = from.status(unfinished) else { throw FileError.system(path, "rename") }
    try settle()
    try note(.made(step: index, status.identity))
    made[index] = status.identity
    isUnsettled = true
    _ = try transfer.publish(unfinished, as: name, from: from, in: to, path: path)
    return .done
  }

  func rename(
    _ step: TransferStep,
    _ report: inout TransferReport
  ) throws -> TransferRecord.Outcome {
    let (from, old, source) = try sources.place(step.source, "move")
    let (to, new, target) = try targets.place(step.target, "move")
    if let stamp = step.stamp, from.status(old) == nil,
      isPlaced(NodeStatus.Identity(device: stamp.device, inode: stamp.inode), new, to)
    {
      return .done
    }
    try check(step, old, from, source)
    isUnsettled = true
    _ = try transfer.publish(old, as: new, from: from, in: to, path: target)
    if step.stamp?.kind == .directory { report.directories += 1 } else { report.files += 1 }
    return .done
  }

  func remove(_ step: TransferStep) throws -> TransferRecord.Outcome {
    let (directory, name, path) = try sources.place(step.source, "remove")
    guard directory.status(name) != nil else {
      if errno == ENOENT { return .done }
      throw FileError.system(path, "remove")
    }
    try check(step, name, directory, path)
    try settle()
    try checkTarget()
    guard unlinkat(directory.descriptor, name.characters, 0) == 0 else {
      throw FileError.system(path, "remove")
    }
    return .done
  }

  /// Removes nothing of a source whose copy somebody has taken away meanwhile.
  private func checkTarget() throws(FileError) {
    guard !isTargetSeen else { return }
    for (index, step) in plan.steps.enumerated() where step.action == .publish {
      let (directory, name, path) = try targets.place(step.target, "find the copy")
      guard let identity = made[index], isPlaced(identity, name, directory) else {
        throw FileError(
          path: path,
          operation: "find the copy",
          cause: nil,
          remedy: "It is not there any more, so that the source is kept."
        )
      }
    }
    isTargetSeen = true
  }

  func removeDirectory(_ step: TransferStep) throws -> TransferRecord.Outcome {
    let (directory, name, path) = try sources.place(step.source, "remove the directory")
    try settle()
    if unlinkat(directory.descriptor, name.characters, AT_REMOVEDIR) == 0 || errno == ENOENT {
      return .done
    }
    throw FileError.system(path, "remove the directory")
  }

  func removeTarget(_ step: TransferStep) throws -> TransferRecord.Outcome {
    let (directory, name, path) = try targets.place(step.target, "remove")
    guard directory.status(name) != nil else { return .done }
    if transfer.conflict == .discard, let discard = transfer.discard {
      try discard(path)
    } else {
      var removal = transfer.stopping
      removal.progress = nil
      _ = try removal.remove(name, in: directory, path: path)
    }
    return .done
  }

  /// Leaves alone what is not any more what it was.
  func check(
    _ step: TransferStep,
    _ name: EntryName,
    _ directory: OpenDirectory,
    _ path: FilePath
  ) throws(FileError) {
    guard let status = directory.status(name) else {
      throw FileError.system(path, step.action.rawValue)
    }
    guard let stamp = step.stamp, stamp != TransferStep.Stamp(status) else { return }
    throw FileError(
      path: path,
      operation: step.action.rawValue,
      cause: nil,
      remedy: "It was changed since the plan was made. Make a new plan."
    )
  }
}

extension FileTransfer {
  /// The same, but with the first failure as the end.
  var stopping: FileTransfer {
    var copy = self
    copy.failures = .stop
    return copy
  }
}
