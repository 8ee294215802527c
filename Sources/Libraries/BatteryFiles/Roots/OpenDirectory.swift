import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory that stays open as long as somebody holds it.
final class OpenDirectory: Sendable {
  let descriptor: Int32

  static let flags: Int32 = O_RDONLY | O_DIRECTORY | O_CLOEXEC

  /// Takes an open directory over.
  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Opens the directory at a path of our own, of which links are followed.
  init(_ path: FilePath) throws(FileError) {
    let place = path.isEmpty ? FilePath(".") : path
    descriptor = place.withPlatformString { open($0, Self.flags) }
    guard descriptor >= 0 else { throw FileError.system(path, "open the directory") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Opens a directory in this one, no link; `nil` with `errno` when that fails.
  func directory(_ name: EntryName) -> OpenDirectory? {
    let number = openat(descriptor, name.characters, Self.flags | O_NOFOLLOW)
    return number >= 0 ? OpenDirectory(adopting: number) : nil
  }

  /// Looks at a name in this directory; `nil` with `errno` when that fails.
  func status(_ name: EntryName) -> NodeStatus? { NodeStatus(name, in: descriptor) }

  /// Renames to a name that nobody has; `false` with `errno`, `EEXIST` when it is taken.
  ///
  /// Where the system has no such call a hard link is made first, which fails for a name that is
  /// taken as well; directories then go by `rename`, which replaces an empty directory at most.
  func renameNew(_ name: EntryName, to target: OpenDirectory, _ new: EntryName) -> Bool {
    if transfer_rename_new(descriptor, name.characters, target.descriptor, new.characters) == 0 {
      return true
    }
    guard errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP else { return false }
    guard let status = status(name) else { return false }
    if status.isDirectory {
      if target.status(new) != nil {
        errno = EEXIST
        return false
      }
      return renameat(descriptor, name.characters, target.descriptor, new.characters) == 0
    }
    guard linkat(descriptor, name.characters, target.descriptor, new.characters, 0) == 0 else {
      return false
    }
    return unlinkat(descriptor, name.characters, 0) == 0
  }

  /// Brings the names in the directory to the disk; `false` with `errno` when that fails.
  func synchronize() -> Bool {
    // Some file systems cannot do this for a directory, and say so with EINVAL.
    fsync(descriptor) == 0 || errno == EINVAL
  }
}

extension FileError {
  /// The failure that `errno` tells of.
  static func system(_ path: FilePath, _ operation: String, remedy: String? = nil) -> FileError {
    FileError(
      path: path,
      operation: operation,
      cause: Errno(rawValue: errno),
      remedy: remedy
    )
  }
}
