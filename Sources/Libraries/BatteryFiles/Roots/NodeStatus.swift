import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the system says about one thing in a directory, as it says it.
struct NodeStatus {
  let raw: stat

  /// Looks at an open file; `nil` with `errno` when that fails.
  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    raw = status
  }

  /// Looks at a name, not at what a link there leads to; `nil` with `errno` when that fails.
  init?(_ name: EntryName, in directory: Int32) {
    var status = stat()
    guard fstatat(directory, name.characters, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return nil
    }
    raw = status
  }

  /// What makes a file the same file, whatever its name.
  struct Identity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
  }

  var identity: Identity { Identity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino)) }
  var kind: FileAttributes.Kind { FileAttributes.Kind(mode: raw.st_mode) }
  var permissions: mode_t { raw.st_mode & 0o7777 }
  var size: Int64 { Int64(raw.st_size) }
  var allocated: Int64 { Int64(raw.st_blocks) * 512 }
  var links: Int { Int(raw.st_nlink) }
  var isDirectory: Bool { raw.st_mode & S_IFMT == S_IFDIR }
  var isFile: Bool { raw.st_mode & S_IFMT == S_IFREG }
  var isLink: Bool { raw.st_mode & S_IFMT == S_IFLNK }

  /// Whether the file has fewer blocks than bytes, so that there are holes in it.
  var isSparse: Bool { allocated < size }

  #if canImport(Darwin)
  var accessTime: timespec { raw.st_atimespec }
  var modificationTime: timespec { raw.st_mtimespec }
  var changeTime: timespec { raw.st_ctimespec }
  #else
  var accessTime: timespec { raw.st_atim }
  var modificationTime: timespec { raw.st_mtim }
  var changeTime: timespec { raw.st_ctim }
  #endif

  var modified: Int64 { Self.nanoseconds(modificationTime) }

  var attributes: FileAttributes {
    FileAttributes(
      kind: kind,
      permissions: FilePermissions(rawValue: CModeT(permissions)),
      owner: raw.st_uid,
      group: raw.st_gid,
      size: size,
      allocated: allocated,
      links: links,
      accessed: Self.nanoseconds(accessTime),
      modified: modified,
      changed: Self.nanoseconds(changeTime),
      device: identity.device,
      inode: identity.inode
    )
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    FileEntry.nanoseconds(Int64(time.tv_sec), Int64(time.tv_nsec))
  }
}

typealias CModeT = CInterop.Mode
