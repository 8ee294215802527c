public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension RootedDirectory {
  /// Moves something to a directory beneath another root, on the same file system.
  ///
  /// - Parameters:
  ///   - path: What is there; a link is moved itself.
  ///   - target: The new path beneath `other`, whose directory must be there.
  ///   - other: The other root.
  /// - Throws: ``FileError`` when the new name is taken, a path leads out, or the two are on
  ///   different file systems (`Errno.improperLink`).
  public func move(
    _ path: FilePath,
    to target: FilePath,
    in other: RootedDirectory
  ) throws(FileError) {
    let (from, old) = try place(path, "move")
    let (to, new) = try other.place(target, "move to")
    guard from.renameNew(old, to: to, new) else {
      if errno == EEXIST { throw other.error(target, "move to") }
      // The system says the same of another file system as of a path that leads out.
      if errno == EXDEV { throw FileError.system(self.path.pushing(path), "move") }
      throw error(path, "move")
    }
  }

  /// Sets when something was last read and changed; a link's own times, not those of its target.
  ///
  /// - Parameters:
  ///   - accessed: Nanoseconds since 1970.
  ///   - modified: Nanoseconds since 1970.
  ///   - path: What it is; empty for the directory itself.
  /// - Throws: ``FileError`` when that is not allowed, or the path leads out.
  public func setTimes(
    accessed: Int64,
    modified: Int64,
    of path: FilePath
  ) throws(FileError) {
    let operation = "set the times"
    let names = try names(path, operation)
    let parent = try walk(names.dropLast(), path, operation)
    var times = (Self.time(accessed), Self.time(modified))
    let result = withUnsafePointer(to: &times) { pointer in
      pointer.withMemoryRebound(to: timespec.self, capacity: 2) {
        guard let name = names.last else { return futimens(parent.descriptor, $0) }
        return utimensat(parent.descriptor, name.characters, $0, AT_SYMLINK_NOFOLLOW)
      }
    }
    guard result == 0 else { throw error(path, operation) }
  }

  private static func time(_ nanoseconds: Int64) -> timespec {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return rest < 0
      ? timespec(tv_sec: Int(seconds) - 1, tv_nsec: Int(rest) + 1_000_000_000)
      : timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
  }
}
