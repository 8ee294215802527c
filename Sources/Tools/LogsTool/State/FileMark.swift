internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Which file it is, how long, and when it was last changed.
struct FileMark: Codable, Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
  var size: Int
  /// In nanoseconds since 1970.
  var modified: Int64

  /// Looks at an open file; `nil` when it is no regular file.
  init?(_ descriptor: FileDescriptor) {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Looks at what a path leads to; `nil` when that is no regular file.
  init?(_ path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// When an open file was last changed in any way, in nanoseconds since 1970.
  static func changed(_ descriptor: FileDescriptor) -> Int64? {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
    #if canImport(Darwin)
    let time = status.st_ctimespec
    #else
    let time = status.st_ctim
    #endif
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Whether it is the same file, be it longer or shorter.
  func isSameFile(as other: FileMark) -> Bool { device == other.device && inode == other.inode }
}
