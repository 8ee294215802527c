import BatteryFiles
import SystemPackage

/// Sees at the files whether a step was done before a crash.
///
/// What cannot be looked at is an error, and never taken for what is not there.
struct StepInspector {
  let cache: DirectoryCache
  let history: RunHistory
  let run: String

  private var places: Places { cache.places }

  /// Whether a step of which the journal says nothing was done.
  ///
  /// A move or copy of which both ends are there, which a crash between the two leaves, was a move
  /// that is not over, and a copy that is.
  ///
  /// - Throws: ``FileError`` when the files cannot be looked at.
  func isDone(_ number: Int) throws -> Bool {
    let step = history.steps[number]
    switch step.action {
    case .makeDirectory: return try kind(step.source) == .directory
    case .removeDirectory: return try kind(step.source) == nil
    case .move:
      guard let target = step.target else { return false }
      return try kind(step.source) == nil && isContent(step.stamp, target)
    case .copy:
      guard let target = step.target, let found = try attributes(target) else { return false }
      return isProduct(number, found)
    case .delete, .trash: return try kind(step.source) == nil
    case .tag:
      guard try kind(step.source) != nil else { return false }
      let value = try places.roots[step.source.place]
        .extendedAttribute(FileTags.attribute, of: step.source.path)
      return (value.map(FileTags.read) ?? []) == step.words ?? []
    case .pack:
      guard let product = history.products[number] else { return false }
      return try isContent(product, step.source)
    case .link:
      guard let keep = step.members?.first, let mine = try attributes(step.source),
        let other = try attributes(keep.path)
      else { return false }
      return mine.inode == other.inode && mine.device == other.device
    case .run: return false
    }
  }

  /// Clears away what a crash left half done, in each directory once.
  func clear(_ number: Int, _ cleared: inout Set<PlanPath>) {
    let step = history.steps[number]
    let made: PlanPath
    switch step.action {
    case .move, .copy:
      guard let target = step.target else { return }
      made = target
    case .pack: made = step.source
    default: return
    }
    if cleared.insert(made.directory).inserted { Workshop(run, places).clear(beside: made) }
  }

  /// Whether a move between file systems was broken off with the file at both ends.
  ///
  /// - Throws: ``FileError`` when the files cannot be looked at.
  func isAtBothEnds(_ number: Int) throws -> Bool {
    let step = history.steps[number]
    guard step.action == .move, let target = step.target, let stamp = step.stamp,
      let source = try attributes(step.source), let there = try attributes(target),
      stamp.isOf(source), isProduct(number, there)
    else { return false }
    return try isContent(stamp, target)
      && FileComparison.areEqual(places.path(step.source), places.path(target), .deep)
  }

  /// Whether this is the very file that a step has made.
  private func isProduct(_ number: Int, _ found: FileAttributes) -> Bool {
    history.products[number]?.isOf(found) == true
  }

  /// Whether a file of some content is at a path.
  ///
  /// - Throws: ``FileError`` when it cannot be looked at.
  func isContent(_ stamp: FileStamp?, _ path: PlanPath) throws -> Bool {
    guard let stamp, try kind(path) == .file else { return false }
    return stamp.isSameContent(as: try FileStamp(cache.directory(path.directory), path.namePath))
  }

  /// What is at a path; `nil` when nothing is.
  ///
  /// - Throws: ``FileError`` when it cannot be looked at.
  func attributes(_ path: PlanPath) throws(FileError) -> FileAttributes? {
    do throws(FileError) {
      return try cache.directory(path.directory).attributes(of: path.namePath)
    } catch {
      switch error.cause {
      case .some(.noSuchFileOrDirectory), .some(.notDirectory): return nil
      default: throw error
      }
    }
  }

  private func kind(_ path: PlanPath) throws(FileError) -> FileAttributes.Kind? {
    try attributes(path)?.kind
  }
}
