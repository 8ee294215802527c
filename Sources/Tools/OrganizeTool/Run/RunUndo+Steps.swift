import BatteryFiles
import SystemPackage

extension RunUndo {
  /// Takes one step back.
  ///
  /// - Throws: ``UndoRefusal``, ``Irreversible`` or ``FileError``.
  func takeBack(_ step: OrganizeStep, _ number: Int) throws {
    switch step.action {
    case .makeDirectory: try removeMade(step)
    case .removeDirectory: try makeRemoved(step)
    case .move: try moveBack(step, number)
    case .copy: try removeCopy(step)
    case .trash: try restore(step, number)
    case .tag: try tagBack(step, number)
    case .pack: try removeArchive(step, number)
    case .link: try unlink(step, number)
    case .delete, .run: throw Irreversible()
    }
  }

  private func removeMade(_ step: OrganizeStep) throws {
    cache.forget(step.source)
    do throws(FileError) {
      try places.roots[step.source.place].removeDirectory(step.source.path)
    } catch {
      switch error.cause {
      case .some(.noSuchFileOrDirectory): return
      case .some(.directoryNotEmpty), .some(.fileExists):
        throw UndoRefusal(reason: "it was made by the run and is not empty, so it stays")
      case .some(.notDirectory):
        throw UndoRefusal(reason: "it is no directory any more, so it stays")
      default: throw error
      }
    }
  }

  private func makeRemoved(_ step: OrganizeStep) throws {
    let state = modes[step.source] ?? 0o755
    let mode = FilePermissions(rawValue: CInterop.Mode(truncatingIfNeeded: state))
    let root = places.roots[step.source.place]
    do throws(FileError) {
      try root.makeDirectory(step.source.path, permissions: .ownerReadWriteExecute)
      try root.setPermissions(mode, of: step.source.path)
    } catch {
      guard error.cause == .fileExists else { throw error }
    }
  }

  private func moveBack(_ step: OrganizeStep, _ number: Int) throws {
    guard let target = step.target, let stamp = step.stamp else { throw Irreversible() }
    if history.outcomes[number] != .done, try inspector.isAtBothEnds(number) {
      return try places.roots[target.place].removeFile(target.path)
    }
    guard let found = try inspector.attributes(target) else {
      if try inspector.isContent(stamp, step.source) { return try edits.excuse(step.source) }
      throw UndoRefusal(reason: "it is no longer there")
    }
    try edits.check(target, found, stamp, number)
    let from = try cache.directory(target.directory)
    let to = try made(step.source.directory)
    do throws(FileError) {
      try from.move(target.namePath, to: step.source.namePath, in: to)
    } catch {
      // A name that is taken says so before another file system does.
      try checkFree(step.source)
      if error.cause == .noSuchFileOrDirectory { cache.forget() }
      guard error.cause == .improperLink else { throw error }
      var transfer = FileTransfer()
      transfer.isDurable = true
      try transfer.move(places.path(target), to: places.path(step.source))
    }
    try edits.note(stamp, number, from: found, to: step.source)
  }

  /// Opens a directory, which is made where it is gone.
  private func made(_ path: PlanPath) throws(FileError) -> RootedDirectory {
    do throws(FileError) {
      return try cache.directory(path)
    } catch {
      guard error.cause == .noSuchFileOrDirectory else { throw error }
      try places.roots[path.place].makeDirectories(path.path)
      return try cache.directory(path)
    }
  }

  /// A copy goes only while the file that it was made of is there, the same.
  private func removeCopy(_ step: OrganizeStep) throws {
    guard let target = step.target, let stamp = step.stamp else { throw Irreversible() }
    guard let found = try inspector.attributes(target) else { return }
    try edits.checkEnds(target, found, stamp)
    guard
      try inspector.isContent(stamp, step.source),
      try FileComparison.areEqual(places.path(step.source), places.path(target), .deep)
    else { throw UndoRefusal(reason: "the file that it was copied from is no longer the same") }
    try places.roots[target.place].removeFile(target.path)
  }

  private func restore(_ step: OrganizeStep, _ number: Int) throws {
    guard let stamp = step.stamp else { throw Irreversible() }
    if try inspector.isContent(stamp, step.source) { return try edits.excuse(step.source) }
    try checkFree(step.source)
    let trash = try self.trash ?? Trash()
    let items = try trashedItems(trash)
    let item: TrashedItem?
    if let known = history.trashed[number] {
      item = items[TrashedName(trash: known.trash, name: known.name)]
    } else {
      // The run ended between the two; it is the one that was there.
      let found = items.values.filter { item in
        (try? FileStatus(at: item.path, followsLink: false)).map {
          $0.inode == stamp.inode && $0.device == stamp.device
        } == true
      }
      item = found.count == 1 ? found[0] : nil
    }
    guard let item else { throw UndoRefusal(reason: "it is no longer in the trash") }
    guard let root = try? RootedDirectory(item.path.removingLastComponent()),
      let found = try? FileStamp(root, FilePath(root: nil, [item.name])),
      found.isSameContent(as: stamp)
    else { throw UndoRefusal(reason: "it was changed in the trash") }
    let attributes = try root.attributes(of: FilePath(root: nil, [item.name]))
    try edits.checkMiddle(attributes, stamp, number)
    try trash.restore(item, to: places.path(step.source))
    try edits.note(stamp, number, from: attributes, to: step.source)
  }

  private func tagBack(_ step: OrganizeStep, _ number: Int) throws {
    let root = places.roots[step.source.place]
    let value = try root.extendedAttribute(FileTags.attribute, of: step.source.path)
    let tags = value.map(FileTags.read) ?? []
    if tags == step.before ?? [] { return try edits.excuse(step.source) }
    guard tags == step.words ?? [] else { throw UndoRefusal(reason: "it has other tags by now") }
    let old = try edits.attributes(step.source)
    try root.setExtendedAttribute(
      FileTags.attribute,
      to: FileTags.write(step.before ?? []),
      of: step.source.path
    )
    if let stamp = step.stamp { try edits.note(stamp, number, from: old, to: step.source) }
  }

  private func removeArchive(_ step: OrganizeStep, _ number: Int) throws {
    guard let found = try inspector.attributes(step.source) else { return }
    guard let product = history.products[number] else {
      throw UndoRefusal(reason: "nobody knows whether this is the archive that was made")
    }
    try edits.check(step.source, found, product, number)
    for member in step.members ?? [] {
      let name = EscapedPath.text(member.path.path)
      guard let found = try inspector.attributes(member.path), found.kind == .file else {
        throw UndoRefusal(reason: "\(name) in it is no longer there")
      }
      do {
        try edits.check(member.path, found, member.stamp, number)
      } catch let error as UndoRefusal {
        throw UndoRefusal(reason: "\(name) in it is no longer the same: \(error.reason)")
      }
    }
    try places.roots[step.source.place].removeFile(step.source.path)
  }

  /// Makes a file of its own again of a name that was linked.
  private func unlink(_ step: OrganizeStep, _ number: Int) throws {
    guard let stamp = step.stamp, let keep = step.members?.first else { throw Irreversible() }
    if try !isSameFile(step.source, keep.path), try inspector.isContent(stamp, step.source) {
      // The other one lost a name then, which is a change of its attributes.
      if try exists(keep.path) { try edits.excuse(keep.path) }
      return try edits.excuse(step.source)
    }
    let old = try edits.attributes(step.source)
    try edits.check(step.source, old, keep.stamp, number)
    let root = places.roots[step.source.place]
    let name = Array(".batteries-link-\(stamp.inode)".utf8)
    let beside = step.source.directory.appending(nameBytes: name)
    if try exists(beside) { try root.removeFile(beside.path) }
    var transfer = FileTransfer()
    transfer.kept.remove(.hardLinks)
    transfer.isDurable = true
    // Of the file itself, whose content was just checked: the one that is kept may be edited by now,
    // or be gone.
    try transfer.copy(places.path(step.source), to: places.path(beside))
    try root.setTimes(accessed: stamp.modified, modified: stamp.modified, of: beside.path)
    try root.rename(beside.path, to: step.source.path, replacing: true)
    try edits.note(stamp, number, from: old, to: step.source)
    if try inspector.attributes(keep.path)?.inode == old.inode {
      try edits.note(stamp, number, from: old, to: keep.path)
    }
  }

  private func exists(_ path: PlanPath) throws -> Bool { try inspector.attributes(path) != nil }

  private func isSameFile(_ one: PlanPath, _ other: PlanPath) throws -> Bool {
    guard let left = try inspector.attributes(one), let right = try inspector.attributes(other)
    else { return false }
    return left.inode == right.inode && left.device == right.device
  }

  private func checkFree(_ path: PlanPath) throws {
    guard try exists(path) else { return }
    throw UndoRefusal(reason: "\(EscapedPath.text(path.path)) is there again; nothing is replaced")
  }
}
