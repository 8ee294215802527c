import BatteryFiles
import SystemPackage

/// Takes a run back, the last step first.
///
/// Nothing is ever replaced, and a file that was edited since stays where it is and is named.
final class RunUndo {
  let history: RunHistory
  let cache: DirectoryCache
  private let journal: RunJournal
  let inspector: StepInspector
  let edits: EditCheck
  let trash: Trash?
  private(set) var restored = 0
  private(set) var refused: [String] = []
  private(set) var kept: [String] = []
  private var stuck: Set<PlanPath> = []
  private var undone: [Int] = []
  private var cleared: Set<PlanPath> = []
  private var touched = TouchedPaths()
  private var failed: Set<PlanPath> = []
  private var items: [TrashedName: TrashedItem]?

  /// The modes of the directories that the run changed.
  private(set) lazy var modes = Dictionary(
    history.directories.map { ($0.path, $0.mode) },
    uniquingKeysWith: { first, _ in first }
  )

  private static let batch = 512

  var places: Places { cache.places }

  /// Where a file is among what was thrown away.
  struct TrashedName: Hashable {
    var trash: FilePath
    var name: [UInt8]
  }

  /// Nothing that is wrong, but something that nobody can do.
  struct Irreversible: Error {}

  /// Makes what takes a run back.
  ///
  /// - Parameters:
  ///   - history: The run.
  ///   - places: The directories that it is about.
  ///   - journal: Its journal, in which it is written down.
  ///   - trash: Where it put things; the user's own unless given.
  ///   - isLenient: Whether beginning and end of a long file are enough.
  ///   - others: What the journals of other runs know of long files.
  init(
    _ history: RunHistory,
    _ places: Places,
    _ journal: RunJournal,
    trash: Trash?,
    isLenient: Bool,
    others: @escaping () -> [ContentTrail.Stretch]
  ) {
    self.history = history
    cache = DirectoryCache(places)
    self.journal = journal
    self.trash = trash
    inspector = StepInspector(cache: cache, history: history, run: history.header.run)
    edits = EditCheck(cache, known: history.stretches, isLenient: isLenient, others: others)
  }

  /// Takes all steps back that were done and can be.
  ///
  /// - Throws: ``FileError`` when the journal cannot be written, `CancellationError`.
  func run(_ cancellation: BlockingWork.Cancellation) throws {
    let foreign = try foreignDirectories()
    defer { try? write() }
    for number in history.steps.indices.reversed() {
      try cancellation.check()
      let step = history.steps[number]
      do {
        guard try wasDone(step, number) else { continue }
        if !touched.insert(step) {
          try write()
          touched.insert(step)
        }
        // In any other order, what failed now could not be taken back the next time.
        if failed.contains(step.source) || step.target.map(failed.contains) == true {
          block(step)
          throw UndoRefusal(reason: "a later step with it could not be taken back")
        }
        try takeBack(step, number)
        undone.append(number)
        if step.action != .makeDirectory { restored += 1 }
        if undone.count >= Self.batch { try write() }
      } catch is Irreversible {
        kept.append("\(name(step)): \(Self.irreversible(step))")
        undone.append(number)
      } catch let error as UndoRefusal {
        refuse(step, error.reason)
      } catch let error as FileError where error.path != journal.path {
        block(step)
        refuse(step, error.description, isFailure: true)
      }
    }
    try write()
    restoreTimes(besides: foreign)
    try journal.append(.undoEnded(refused: refused.count))
  }

  /// What is in the trash, read once: a run may have put thousands of files there.
  func trashedItems(_ trash: Trash) throws(FileError) -> [TrashedName: TrashedItem] {
    if let items { return items }
    let found = Dictionary(
      try trash.items().map { (TrashedName(trash: $0.trash, name: $0.name.bytes), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    items = found
    return found
  }

  /// Lets earlier steps with the same files wait until this one is taken back.
  private func block(_ step: OrganizeStep) {
    failed.formUnion([step.source] + (step.members ?? []).map(\.path))
    if let target = step.target { failed.insert(target) }
  }

  /// Whether there is something to take back of a step.
  private func wasDone(_ step: OrganizeStep, _ number: Int) throws -> Bool {
    switch history.outcomes[number] {
    case .done:
      // Where a directory for unfinished things could not be removed, it is in the way here.
      inspector.clear(number, &cleared)
      return true
    case .pending:
      inspector.clear(number, &cleared)
      return try inspector.isAtBothEnds(number) || inspector.isDone(number)
    case .failed:
      // What could not be removed after it was copied to another file system is at both ends.
      return try step.action == .run || inspector.isAtBothEnds(number)
    default: return false
    }
  }

  /// The directories in which something else has happened since the run, which keep their times.
  private func foreignDirectories() throws -> Set<PlanPath> {
    if let known = history.foreign { return Set(known.map(\.path)) }
    var found: [RunRecord.DirectoryState] = []
    if let after = history.directoriesAfter {
      let now = DirectoryStates.read(after.map(\.path), places)
      let times = Dictionary(now.map { ($0.path, $0.modified) }) { first, _ in first }
      found = after.filter { state in times[state.path].map { $0 != state.modified } ?? false }
    }
    try journal.append(.undoing(foreign: found))
    return Set(found.map(\.path))
  }

  private func refuse(_ step: OrganizeStep, _ reason: String, isFailure: Bool = false) {
    let path = step.target ?? step.source
    if step.action == .makeDirectory, !isFailure {
      kept.append("\(name(step)): \(reason)")
    } else {
      refused.append("\(EscapedPath.text(places.path(path))): \(reason)")
    }
    stuck.insert(step.source.directory)
    if let target = step.target { stuck.insert(target.directory) }
  }

  private func name(_ step: OrganizeStep) -> String {
    EscapedPath.text(places.path(step.source))
  }

  private static func irreversible(_ step: OrganizeStep) -> String {
    step.action == .delete
      ? "it was deleted for good, as the rule wanted"
      : "what a program did cannot be taken back"
  }

  private func write() throws {
    touched.removeAll()
    try edits.handOver { try journal.append(.trail($0)) }
    guard !undone.isEmpty else { return }
    try journal.append(.undone(undone))
    undone = []
  }

  /// Gives directories their times again.
  private func restoreTimes(besides foreign: Set<PlanPath>) {
    for state in history.directories
    where !stuck.contains(state.path) && !foreign.contains(state.path) {
      do throws(FileError) {
        guard let found = try inspector.attributes(state.path), found.kind == .directory,
          found.modified != state.modified
        else { continue }
        try places.roots[state.path.place]
          .setTimes(accessed: found.accessed, modified: state.modified, of: state.path.path)
      } catch {
        // Only the owner of a directory may set its time.
        if error.cause == .notPermitted {
          kept.append(error.description)
        } else {
          refused.append(error.description)
        }
      }
    }
  }
}
