public import SystemPackage

extension FileTransfer {
  /// Plans a copy, as ``copy(_:to:)`` makes it, and changes nothing.
  ///
  /// - Throws: ``FileError`` when something cannot be read, or is in the way.
  public func plan(copying source: FilePath, to target: FilePath) throws -> TransferPlan {
    var planner = TransferPlanner(self, .copy, source, target)
    return try planner.plan()
  }

  /// Plans a move, as ``move(_:to:)`` makes it, and changes nothing.
  ///
  /// - Throws: ``FileError`` when something cannot be read, or is in the way.
  public func plan(moving source: FilePath, to target: FilePath) throws -> TransferPlan {
    var planner = TransferPlanner(self, .move, source, target)
    return try planner.plan()
  }

  /// Plans to make a target equal to a source, and changes nothing.
  ///
  /// What is in the target alone is removed. Files of the same length, mode and time are taken to
  /// be equal.
  ///
  /// - Throws: ``FileError`` when something cannot be read.
  public func plan(mirroring source: FilePath, onto target: FilePath) throws -> TransferPlan {
    var planner = TransferPlanner(self, .mirror, source, target)
    return try planner.plan()
  }

  /// Makes a target equal to a source; what is in the target alone is removed.
  ///
  /// - Returns: What was copied and removed.
  /// - Throws: ``FileError``, or `CancellationError`; what was done until then stays.
  @discardableResult
  public func mirror(_ source: FilePath, onto target: FilePath) throws -> TransferReport {
    try apply(try plan(mirroring: source, onto: target))
  }

  /// Does the steps of a plan.
  ///
  /// A file that is not any more what it was when the plan was made is not touched, and named.
  ///
  /// - Parameters:
  ///   - plan: The plan, made by this type.
  ///   - journal: A file to be made, in which each step is written down, so that
  ///     ``resume(_:)`` can go on after a crash. It stays when all is done.
  /// - Returns: What was done, and with ``Failures/collect`` what could not be.
  /// - Throws: ``FileError``, or `CancellationError`; what was done until then stays.
  @discardableResult
  public func apply(_ plan: TransferPlan, journal: FilePath? = nil) throws -> TransferReport {
    let file = try journal.map { try RecordJournal(creating: $0) }
    let settings = TransferRecord.Settings(
      kept: kept.rawValue,
      conflict: conflict.number,
      collects: failures == .collect
    )
    if let file {
      try file.append(TransferRecord.plan(plan, settings).bytes)
      try file.synchronize()
    }
    let run = try TransferRun(self, plan, file)
    return try run.run()
  }

  /// Goes on with a transfer that was interrupted, by what its journal says.
  ///
  /// What was copied in part is copied anew. Everything that was done stays done.
  ///
  /// - Returns: What was done now; nothing when the transfer was complete.
  /// - Throws: ``FileError`` when the journal is damaged or a step fails, or `CancellationError`.
  @discardableResult
  public func resume(_ journal: FilePath) throws -> TransferReport {
    let file = try RecordJournal(opening: journal)
    var records = file.records.map { TransferRecord($0) }[...]
    guard case .plan(let plan, let settings) = records.popFirst() else {
      // Nothing was done before the plan was on the disk.
      if file.records.isEmpty { return TransferReport() }
      throw Self.strange(journal)
    }
    var transfer = self
    transfer.kept = Kept(rawValue: settings.kept)
    transfer.conflict = Conflict(number: settings.conflict)
    transfer.failures = settings.collects ? .collect : .stop
    let run = try TransferRun(transfer, plan, file)
    for record in records {
      switch record {
      case .made(let step, let identity): run.made[step] = identity
      case .done(let step, let outcome): run.outcomes[step] = outcome
      case .finished: return TransferReport()
      default: throw Self.strange(journal)
      }
    }
    return try run.run()
  }

  private static func strange(_ journal: FilePath) -> FileError {
    FileError(
      path: journal,
      operation: "resume",
      cause: nil,
      remedy: "It is no journal of a transfer."
    )
  }
}

extension FileTransfer.Conflict {
  private static let all: [Self] = [.fail, .skip, .rename, .newer, .overwrite, .discard]

  var number: UInt8 { UInt8(Self.all.firstIndex(of: self) ?? 0) }

  init(number: UInt8) {
    self = Self.all.indices.contains(Int(number)) ? Self.all[Int(number)] : .fail
  }
}
