import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Does the steps of a plan that are not done, one by one.
///
/// Each step can be begun again at any point: what it makes has a name of its own until it is
/// complete, and the journal knows its number before it is renamed. Before anything is removed,
/// what was copied and the journal are on the disk.
final class TransferRun {
  /// What steps made and were about to name; at first by the journal.
  var made: [Int: NodeStatus.Identity] = [:]
  /// How steps ended; at first by the journal.
  var outcomes: [Int: TransferRecord.Outcome] = [:]

  let transfer: FileTransfer
  let plan: TransferPlan
  private let journal: RecordJournal?
  let sources: DirectoryCursor
  let targets: DirectoryCursor
  let monitor: TransferMonitor
  let buffer = CopyBuffer()
  /// Whether something was made that is not on the disk for sure.
  var isUnsettled = true
  var isTargetSeen = false
  /// Steps that copied a file anew of which an earlier step has no copy, by that step.
  var substitutes: [Int: Int] = [:]

  init(
    _ transfer: FileTransfer,
    _ plan: TransferPlan,
    _ journal: RecordJournal?
  ) throws(FileError) {
    let isKnown = plan.identifier.utf8.allSatisfy { byte in
      byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x7A
    }
    guard isKnown, plan.identifier.utf8.count == 12 else {
      throw FileError(
        path: plan.targetDirectory,
        operation: "apply the plan",
        cause: .invalidArgument,
        remedy: "Its identifier has other than twelve small letters and digits."
      )
    }
    var transfer = transfer
    if plan.kind == .mirror, transfer.conflict != .discard { transfer.conflict = .overwrite }
    self.transfer = transfer
    self.plan = plan
    self.journal = journal
    sources = try DirectoryCursor(plan.sourceDirectory)
    targets = try DirectoryCursor(plan.targetDirectory)
    monitor = TransferMonitor(transfer)
  }

  func run() throws -> TransferReport {
    for index in plan.steps.indices where outcomes[index] == nil {
      if monitor.isStopped { break }
      var report = TransferReport()
      do {
        let outcome = try perform(plan.steps[index], index, &report)
        try note(.done(step: index, outcome))
        outcomes[index] = outcome
        monitor.add(report)
      } catch let error as FileError {
        // Of a transfer that stops the step is left open, to be tried again.
        if transfer.failures == .collect {
          try note(.done(step: index, .failed))
          outcomes[index] = .failed
        }
        monitor.fail(error)
      }
    }
    if transfer.failures == .collect || !monitor.isStopped {
      if journal != nil || transfer.isDurable { try settle() }
    }
    let report = try monitor.finish()
    try note(.finished)
    try journal?.synchronize()
    return report
  }

  func note(_ record: TransferRecord) throws(FileError) {
    try journal?.append(record.bytes)
  }

  /// Brings what was made, and then what the journal says of it, to the disk.
  func settle() throws(FileError) {
    guard isUnsettled else { return }
    guard transfer_sync_system(targets.root.descriptor) == 0 else {
      throw FileError.system(targets.path, "bring to the disk")
    }
    try journal?.synchronize()
    isUnsettled = false
  }

  private func perform(
    _ step: TransferStep,
    _ index: Int,
    _ report: inout TransferReport
  ) throws -> TransferRecord.Outcome {
    // Without the copy that it would be linked to, a file is copied itself.
    if let after = step.after, step.action != .link, outcomes[after] != .done { return .skipped }
    switch step.action {
    case .makeDirectory: return try makeDirectory(step, &report)
    case .copy: return try copy(step, index, &report)
    case .link: return try link(step, index, &report)
    case .finishDirectory: return try finishDirectory(step)
    case .publish: return try publish(step, index)
    case .rename: return try rename(step, &report)
    case .remove: return try remove(step)
    case .removeDirectory: return try removeDirectory(step)
    case .removeTarget: return try removeTarget(step)
    }
  }
}
