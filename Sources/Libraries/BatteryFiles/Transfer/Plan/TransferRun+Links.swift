import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The steps that give copies further names.
extension TransferRun {
  func link(
    _ step: TransferStep,
    _ index: Int,
    _ report: inout TransferReport
  ) throws -> TransferRecord.Outcome {
    let (to, name, path) = try targets.place(step.target, "link")
    guard let after = step.after, plan.steps.indices.contains(after),
      plan.steps[after].action == .copy
    else {
      throw FileError(
        path: path,
        operation: "link",
        cause: .invalidArgument,
        remedy: "Its step names none that copies the file. Make a new plan."
      )
    }
    let unfinished = name.unfinished("\(plan.identifier)-\(index)")
    if let identity = made[index], to.status(unfinished)?.identity != identity,
      isPlaced(identity, name, to)
    {
      report.hardLinks += 1
      return .done
    }
    _ = unlinkat(to.descriptor, unfinished.characters, 0)
    let copying = plan.steps[after]
    guard let identity = try link(substitutes[after] ?? after, to, unfinished, path) else {
      var anew = copying
      anew.target = step.target
      let outcome = try copy(anew, index, &report)
      if outcome == .done { substitutes[after] = index }
      return outcome
    }
    isUnsettled = true
    do {
      let (from, old, _) = try sources.place(copying.source, "copy")
      if let status = from.status(old), try !mayTake(name, to, status, path, &report) {
        unlinkat(to.descriptor, unfinished.characters, 0)
        return .skipped
      }
      try note(.made(step: index, identity))
      made[index] = identity
      _ = try transfer.publish(unfinished, as: name, in: to, path: path)
    } catch {
      unlinkat(to.descriptor, unfinished.characters, 0)
      throw error
    }
    // Renaming one name of a file over another does nothing at all.
    unlinkat(to.descriptor, unfinished.characters, 0)
    report.hardLinks += 1
    return .done
  }

  /// Links what a step made to an unfinished name, wherever it was published.
  ///
  /// - Returns: What was linked; `nil` when what the step made is not there, or can get no more
  ///   names.
  private func link(
    _ origin: Int,
    _ to: OpenDirectory,
    _ unfinished: EntryName,
    _ path: FilePath
  ) throws(FileError) -> NodeStatus.Identity? {
    guard outcomes[origin] == .done, let identity = made[origin] else { return nil }
    let (from, name, _) = try targets.place(plan.steps[origin].target, "link")
    if from.status(name) == nil, errno != ENOENT { throw FileError.system(path, "link") }
    guard let first = placedName(identity, name, from) else { return nil }
    guard linkat(from.descriptor, first.characters, to.descriptor, unfinished.characters, 0) == 0
    else {
      if errno == ENOENT || errno == EMLINK || transfer_is_unsupported(errno) != 0 { return nil }
      throw FileError.system(path, "link")
    }
    guard let status = to.status(unfinished) else { throw FileError.system(path, "link") }
    if status.identity == identity { return identity }
    // Somebody has put another file in the copy's place meanwhile.
    unlinkat(to.descriptor, unfinished.characters, 0)
    return nil
  }
}
