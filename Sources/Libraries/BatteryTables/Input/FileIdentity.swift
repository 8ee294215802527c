public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Which file a path leads to, whatever it is called there.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let mode: mode_t

  /// Whether it is a pipe, a socket or a device, which is read once only.
  public var isStream: Bool {
    [S_IFIFO, S_IFSOCK, S_IFCHR].contains(mode & S_IFMT)
  }

  /// Whether a file can take its place without anybody missing it: it is an ordinary file, or a
  /// directory, which is refused.
  var isReplaceable: Bool {
    [S_IFREG, S_IFDIR].contains(mode & S_IFMT)
  }

  /// Whether it takes the bytes of many without mixing them up: a device, such as /dev/null.
  var isEndless: Bool { mode & S_IFMT == S_IFCHR }

  /// Where a symbolic link leads to; `nil` of what is none.
  static func link(_ path: FilePath) -> FilePath? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = path.withPlatformString { readlink($0, &bytes, bytes.count - 1) }
    guard count > 0 else { return nil }
    return FilePath(String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// Looks at a path; `nil` when there is nothing.
  public init?(_ path: FilePath) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// Looks at an open file; `nil` when it is none.
  public init?(_ descriptor: FileDescriptor) {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    mode = status.st_mode
  }
}
