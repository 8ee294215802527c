public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How full a file system is.
public struct FileSystemSpace: Hashable, Sendable {
  /// The size in bytes.
  public var capacity: Int64

  /// The bytes in use.
  public var used: Int64

  /// The bytes that an ordinary user may still fill.
  public var available: Int64

  /// Describes a file system.
  public init(capacity: Int64, used: Int64, available: Int64) {
    self.capacity = capacity
    self.used = used
    self.available = available
  }

  /// Asks about the file system that a path is on.
  ///
  /// - Throws: ``FileError`` when there is no such path.
  public init(of path: FilePath) throws(FileError) {
    var status = statvfs()
    let result = path.withPlatformString { statvfs($0, &status) }
    guard result == 0 else {
      let cause = Errno(rawValue: errno)
      throw FileError(path: path, operation: "ask about the file system", cause: cause)
    }
    let block = Int64(status.f_frsize)
    capacity = Int64(status.f_blocks) * block
    used = Int64(status.f_blocks - status.f_bfree) * block
    available = Int64(status.f_bavail) * block
  }

  /// The share in use from 0 to 1, of what an ordinary user can fill, as `df` counts it.
  public var usedShare: Double {
    let reachable = used + available
    return reachable > 0 ? Double(used) / Double(reachable) : 0
  }
}
