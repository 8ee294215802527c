import Foundation
import SystemPackage
import TestKit

/// A file system in memory, mounted while the object lives: a second one beside that of the tests.
final class MemoryFileSystem {
  let path: FilePath

  /// Mounts one; `nil` where only root could.
  init?(_ path: FilePath, size: String = "64m") {
    self.path = path
    #if os(Linux)
    guard geteuid() == 0 else { return nil }
    mkdir(path.string, 0o755)
    guard mount("tmpfs", path.string, "tmpfs", 0, "size=\(size)") == 0 else { return nil }
    #else
    return nil
    #endif
  }

  /// Makes it read-only.
  func freeze() -> Bool {
    #if os(Linux)
    mount("tmpfs", path.string, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
    #else
    false
    #endif
  }

  deinit {
    #if os(Linux)
    umount2(path.string, Int32(MNT_DETACH))
    #endif
  }
}
