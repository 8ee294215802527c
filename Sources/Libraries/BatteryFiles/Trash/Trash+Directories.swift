import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The trash directories of file systems, which count only when they are safe.
extension Trash {
  func directories() throws(FileError) -> [TrashDirectory] {
    var found: [TrashDirectory] = []
    if let home = try homeTrash(making: false, device: nil) { found.append(home) }
    for top in topDirectories() {
      guard let directory = try? OpenDirectory(top) else { continue }
      if let shared = sharedTrash(directory), let own = shared.directory(EntryName("\(user)")),
        let trash = TrashDirectory(own, path: sharedPath(top), top: top)
      {
        found.append(trash)
      }
      if let own = ownTrash(directory),
        let trash = TrashDirectory(own, path: ownPath(top), top: top)
      {
        found.append(trash)
      }
    }
    return found
  }

  func directory(of item: TrashedItem) throws(FileError) -> TrashDirectory {
    let directory = try OpenDirectory(item.trash)
    guard let trash = TrashDirectory(directory, path: item.trash, top: nil) else {
      throw FileError.system(item.trash, "open the trash in")
    }
    return trash
  }

  func homeTrash(
    making isMaking: Bool,
    device: UInt64?
  ) throws(FileError) -> TrashDirectory? {
    if isMaking { try Self.makeDirectories(home, permissions: 0o700) }
    guard let directory = try? OpenDirectory(home) else { return nil }
    if let device, NodeStatus(directory.descriptor)?.identity.device != device { return nil }
    if isMaking { return try TrashDirectory.make(directory, path: home, top: nil) }
    return TrashDirectory(directory, path: home, top: nil)
  }

  /// The trash at the top of a file system: of all users where an administrator made one, or else
  /// one's own.
  func topTrash(_ top: FilePath) throws(FileError) -> TrashDirectory {
    let directory = try OpenDirectory(top)
    if let shared = sharedTrash(directory) {
      let name = EntryName("\(user)")
      _ = mkdirat(shared.descriptor, name.characters, 0o700)
      if let own = shared.directory(name), isOwn(own) {
        return try TrashDirectory.make(own, path: sharedPath(top), top: top)
      }
    }
    let name = EntryName(".Trash-\(user)")
    guard mkdirat(directory.descriptor, name.characters, 0o700) == 0 || errno == EEXIST else {
      throw FileError.system(
        ownPath(top),
        "make the trash",
        remedy: "Let an administrator make \(top.appending(".Trash")) with mode 1777."
      )
    }
    guard let own = ownTrash(directory) else {
      throw FileError(
        path: ownPath(top),
        operation: "use the trash",
        cause: nil,
        remedy: "It is a link, or somebody else's. Remove it."
      )
    }
    return try TrashDirectory.make(own, path: ownPath(top), top: top)
  }

  /// The trash of all users, which counts only as a directory, no link, with the sticky bit.
  private func sharedTrash(_ top: OpenDirectory) -> OpenDirectory? {
    guard let shared = top.directory(EntryName(".Trash")),
      let status = NodeStatus(shared.descriptor), status.permissions & S_ISVTX != 0
    else { return nil }
    return shared
  }

  private func ownTrash(_ top: OpenDirectory) -> OpenDirectory? {
    guard let own = top.directory(EntryName(".Trash-\(user)")), isOwn(own) else { return nil }
    return own
  }

  private func isOwn(_ directory: OpenDirectory) -> Bool {
    NodeStatus(directory.descriptor)?.raw.st_uid == user
  }

  private func sharedPath(_ top: FilePath) -> FilePath {
    top.appending(".Trash").appending("\(user)")
  }

  private func ownPath(_ top: FilePath) -> FilePath {
    top.appending(".Trash-\(user)")
  }
}
