import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the system says about one file.
struct FileStatus {
  private let status: stat

  /// Looks at an open file; `nil` with `errno` when that fails.
  init?(_ descriptor: FileDescriptor) {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
    self.status = status
  }

  /// Looks at a name in an open directory, not at what a link there leads to.
  init?(_ name: FilePath.Component, in directory: FileDescriptor) {
    var status = stat()
    let result = name.withPlatformString {
      fstatat(directory.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard result == 0 else { return nil }
    self.status = status
  }

  var inode: UInt64 { UInt64(status.st_ino) }
  var device: UInt64 { UInt64(status.st_dev) }

  var kind: FileEntry.Kind {
    switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    default: .other
    }
  }

  /// When the file was last changed, in nanoseconds since 1970.
  var modified: Int64 {
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return FileEntry.nanoseconds(Int64(time.tv_sec), Int64(time.tv_nsec))
  }

  func entry(directory: FilePath, name: FilePath.Component?, depth: Int) -> FileEntry {
    FileEntry(
      directory: directory,
      name: name,
      kind: kind,
      size: Int64(status.st_size),
      allocated: Int64(status.st_blocks) * 512,
      modified: modified,
      inode: inode,
      device: device,
      links: UInt64(status.st_nlink),
      depth: depth
    )
  }
}
