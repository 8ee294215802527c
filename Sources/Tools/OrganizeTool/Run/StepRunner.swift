import BatteryFiles
import SystemPackage

/// Does one step after the other, each only if the file is still what the plan says.
final class StepRunner {
  private let places: Places
  private let cache: DirectoryCache
  private let workshop: Workshop
  private let trash: Trash?
  private let write: (RunRecord) throws -> Void
  private var stretches: [ContentTrail.Stretch] = []

  /// Makes a runner; `write` adds a record to the journal.
  init(
    _ places: Places,
    run: String,
    trash: Trash?,
    write: @escaping (RunRecord) throws -> Void
  ) {
    self.places = places
    self.trash = trash
    self.write = write
    cache = DirectoryCache(places)
    workshop = Workshop(run, places)
  }

  /// Does a step that is no program.
  ///
  /// - Throws: When the journal cannot be written, which ends the run.
  func perform(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    do {
      switch step.action {
      case .makeDirectory: return try makeDirectory(step)
      case .move: return try move(step, number)
      case .copy: return try copy(step, number)
      case .trash: return try putIntoTrash(step, number)
      case .delete: return try delete(step)
      case .tag: return try tag(step, number)
      case .pack: return try pack(step, number)
      case .link: return try link(step, number)
      case .removeDirectory: return try removeDirectory(step)
      case .run: return .failed("a program is not run here")
      }
    } catch let error as FileError {
      return outcome(of: error, step)
    } catch let error as ArchiveError {
      return .failed("\(error)")
    }
  }

  /// Does a step that is a move within one file system; of any other, `nil`, and it is not done.
  func performRename(_ step: OrganizeStep, _ number: Int) -> StepOutcome? {
    guard step.action == .move, let target = step.target, let stamp = step.stamp else { return nil }
    do throws(FileError) {
      return try rename(step, number, target, stamp)
    } catch {
      return outcome(of: error, step)
    }
  }

  /// Looks every directory up anew from now on.
  func forgetDirectories() { cache.forget() }

  /// Hands over what is known of files whose content stayed what it was, until it is written once.
  func handOver(_ write: ([ContentTrail.Stretch]) throws -> Void) rethrows {
    guard !stretches.isEmpty else { return }
    try write(stretches)
    stretches = []
  }

  /// Notes what a step that leaves the content alone made of a long file.
  private func note(
    _ stamp: FileStamp,
    _ number: Int,
    from old: FileAttributes,
    to new: @autoclosure () throws -> FileAttributes
  ) {
    // The step is done by now, whatever became of the file since.
    guard stamp.hasUnknownPart, let new = try? new() else { return }
    stretches.append(
      ContentTrail.Stretch(step: number, from: ContentTrail.Point(old), to: ContentTrail.Point(new))
    )
  }

  /// Whether a file is still what the plan says; for programs that are about to get it.
  func isUnchanged(_ step: OrganizeStep) -> Bool {
    guard let stamp = step.stamp else { return true }
    return (try? stamp.isOf(attributes(step.source))) == true
  }

  private func outcome(of error: FileError, _ step: OrganizeStep) -> StepOutcome {
    if error.cause == .noSuchFileOrDirectory, step.action != .makeDirectory, isGone(step.source) {
      return .changed("it is gone")
    }
    // The path stands before the reason already when it is the file itself.
    let text = error.description
    let start = "\(FileError.text(places.path(step.source))): "
    return .failed(text.hasPrefix(start) ? String(text.dropFirst(start.count)) : text)
  }

  /// Whether nothing is at a path, which is not so only because it cannot be looked at.
  private func isGone(_ path: PlanPath) -> Bool {
    do throws(FileError) {
      _ = try attributes(path)
      return false
    } catch {
      return error.cause == .noSuchFileOrDirectory
    }
  }

  // MARK: - Steps

  private func makeDirectory(_ step: OrganizeStep) throws -> StepOutcome {
    let parent = try cache.directory(step.source.directory)
    let name = step.source.namePath
    do throws(FileError) {
      try parent.makeDirectory(name)
      return .done
    } catch {
      guard error.cause == .fileExists, try parent.attributes(of: name).kind == .directory else {
        throw error
      }
      return .present
    }
  }

  private func move(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    guard let target = step.target, let stamp = step.stamp else { return .failed("it is no move") }
    return try rename(step, number, target, stamp) ?? moveAcross(step, number, target, stamp)
  }

  /// Moves a file by giving it another name; `nil` when it would go to another file system.
  private func rename(
    _ step: OrganizeStep,
    _ number: Int,
    _ target: PlanPath,
    _ stamp: FileStamp
  ) throws(FileError) -> StepOutcome? {
    let from = try cache.directory(step.source.directory)
    let name = step.source.namePath
    let old = try from.attributes(of: name)
    guard stamp.isOf(old) else { return Self.edited }
    let to = try cache.directory(target.directory)
    do throws(FileError) {
      try from.move(name, to: target.namePath, in: to)
    } catch {
      guard error.cause == .improperLink else { throw error }
      return nil
    }
    note(stamp, number, from: old, to: try to.attributes(of: target.namePath))
    return .done
  }

  /// To another file system: the file is whole there, on the disk, before it goes here.
  private func moveAcross(
    _ step: OrganizeStep,
    _ number: Int,
    _ target: PlanPath,
    _ stamp: FileStamp
  ) throws -> StepOutcome {
    try copyFile(step.source, to: target, number)
    do {
      let old = try attributes(step.source)
      guard stamp.isOf(old) else {
        try places.roots[target.place].removeFile(target.path)
        return .changed("it was changed while it was copied, and stays where it is")
      }
      let new = try attributes(target)
      try places.roots[step.source.place].removeFile(step.source.path)
      note(stamp, number, from: old, to: new)
    } catch {
      // A file that cannot go stays one file; undo tries once more where this fails as well.
      try? places.roots[target.place].removeFile(target.path)
      throw error
    }
    return .done
  }

  private func copy(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    guard let target = step.target, let stamp = step.stamp else { return .failed("it is no copy") }
    guard stamp.isOf(try attributes(step.source)) else { return Self.edited }
    try copyFile(step.source, to: target, number)
    return .done
  }

  private func copyFile(_ source: PlanPath, to target: PlanPath, _ number: Int) throws {
    var transfer = FileTransfer()
    transfer.isDurable = true
    transfer.kept.remove(.hardLinks)
    // The journal knows the copy before it has its name: a file there that somebody else made, be
    // it the same to the last byte, is not taken for it after a crash.
    try workshop.make(
      target,
      beforeNaming: { try writeProduct(number, $0) },
      { path in try transfer.copy(places.path(source), to: path) }
    )
  }

  private func writeProduct(_ number: Int, _ made: PlanPath) throws {
    try write(.product(number, try FileStamp(places.roots[made.place], made.path)))
  }

  private func putIntoTrash(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    let old = try attributes(step.source)
    guard let stamp = step.stamp, stamp.isOf(old) else { return Self.edited }
    // Of a duplicate, the other file has to be there, byte for byte.
    if let keep = step.members?.first {
      guard keep.stamp.isOf(try attributes(keep.path)),
        try FileComparison.areEqual(places.path(step.source), places.path(keep.path), .deep)
      else { return .changed("the file that is kept is no longer the same") }
    }
    let item = try (trash ?? Trash()).put(places.path(step.source))
    try write(.trashed(number, trash: item.trash, name: item.name.bytes))
    note(
      stamp,
      number,
      from: old,
      to: try RootedDirectory(item.path.removingLastComponent())
        .attributes(of: FilePath(root: nil, [item.name]))
    )
    return .done
  }

  private func delete(_ step: OrganizeStep) throws -> StepOutcome {
    guard let stamp = step.stamp, stamp.isOf(try attributes(step.source)) else {
      return Self.edited
    }
    try places.roots[step.source.place].removeFile(step.source.path)
    return .done
  }

  private func tag(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    let root = places.roots[step.source.place]
    let attributes = try root.attributes(of: step.source.path)
    guard let stamp = step.stamp, stamp.isOf(attributes) else { return Self.edited }
    let old = try root.extendedAttribute(FileTags.attribute, of: step.source.path)
    guard (old.map(FileTags.read) ?? []) == step.before ?? [] else {
      return .changed("it has other tags by now")
    }
    try root.setExtendedAttribute(
      FileTags.attribute,
      to: FileTags.write(step.words ?? []),
      of: step.source.path
    )
    note(stamp, number, from: attributes, to: try root.attributes(of: step.source.path))
    return .done
  }

  private func pack(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    let members = step.members ?? []
    for member in members {
      guard member.stamp.isOf(try attributes(member.path)) else {
        return .changed("\(EscapedPath.text(member.path.path)) is no longer what it was")
      }
    }
    do {
      try workshop.make(
        step.source,
        beforeNaming: { try writeProduct(number, $0) },
        { path in try ArchivePacker(places).pack(members, into: path) }
      )
    } catch let error as ArchivePacker.Changed {
      return .changed(error.description)
    }
    // All or none: one of which nothing is known would pass for edited among others.
    let paths = members.filter(\.stamp.hasUnknownPart).map(\.path) + [step.source]
    if let points = try? paths.map({ ContentTrail.Point(try attributes($0)) }) {
      stretches += points.map { ContentTrail.Stretch(step: number, from: $0, to: $0) }
    }
    return .done
  }

  private func link(_ step: OrganizeStep, _ number: Int) throws -> StepOutcome {
    guard let stamp = step.stamp, let keep = step.members?.first else {
      return .failed("it is no link")
    }
    let root = places.roots[step.source.place]
    let mine = try root.attributes(of: step.source.path)
    let other = try attributes(keep.path)
    guard stamp.isOf(mine), keep.stamp.isOf(other) else { return Self.edited }
    guard mine.permissions == other.permissions, mine.owner == other.owner,
      mine.group == other.group
    else { return .changed("it has another owner or mode than the file that is kept") }
    guard
      try FileComparison.areEqual(
        places.path(step.source),
        places.path(keep.path),
        .deep
      )
    else { return .changed("its content differs") }
    guard keep.path.place == step.source.place else {
      return .changed("the file that is kept is in another directory")
    }
    guard
      try root.extendedAttributes(of: step.source.path)
        == root.extendedAttributes(of: keep.path.path)
    else { return .changed("it has other attributes or tags than the file that is kept") }
    // To compare long files takes a while, in which somebody may have saved one.
    guard stamp.isOf(try root.attributes(of: step.source.path)),
      keep.stamp.isOf(try attributes(keep.path))
    else { return Self.edited }
    // The link is made beside the file, and takes its name in one step.
    let name = Array(".batteries-link-\(stamp.inode)".utf8)
    let beside = step.source.directory.appending(nameBytes: name)
    try? root.removeFile(beside.path)
    try root.link(keep.path.path, to: beside.path)
    try root.rename(beside.path, to: step.source.path, replacing: true)
    for old in [mine, other] {
      note(stamp, number, from: old, to: try root.attributes(of: step.source.path))
    }
    return .done
  }

  private func removeDirectory(_ step: OrganizeStep) throws -> StepOutcome {
    cache.forget(step.source)
    do throws(FileError) {
      try places.roots[step.source.place].removeDirectory(step.source.path)
    } catch {
      guard error.cause == .directoryNotEmpty || error.cause == .fileExists else { throw error }
      return .changed("it is not empty")
    }
    return .done
  }

  private func attributes(_ path: PlanPath) throws(FileError) -> FileAttributes {
    try cache.directory(path.directory)
      .attributes(of: path.namePath)
  }

  private static let edited = StepOutcome.changed("it is no longer what it was")
}
