public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What a file system knows of one file, directory, link or other thing.
public struct FileAttributes: Hashable, Sendable {
  /// The sort of a thing in a directory.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// An ordinary file.
    case file
    /// A directory.
    case directory
    /// A symbolic link.
    case symbolicLink
    /// A pipe with a name.
    case pipe
    /// A socket.
    case socket
    /// A device that is read and written by characters.
    case characterDevice
    /// A device that is read and written by blocks.
    case blockDevice
    /// Something else.
    case unknown

    init(mode: mode_t) {
      switch mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .directory
      case S_IFLNK: self = .symbolicLink
      case S_IFIFO: self = .pipe
      case S_IFSOCK: self = .socket
      case S_IFCHR: self = .characterDevice
      case S_IFBLK: self = .blockDevice
      default: self = .unknown
      }
    }
  }

  /// The sort.
  public var kind: Kind

  /// The mode, with the set-user, set-group and sticky bits.
  public var permissions: FilePermissions

  /// The number of the user whose it is.
  public var owner: UInt32

  /// The number of the group whose it is.
  public var group: UInt32

  /// The length in bytes.
  public var size: Int64

  /// The bytes that it takes on the file system.
  public var allocated: Int64

  /// How many names it has.
  public var links: Int

  /// When it was last read, in nanoseconds since 1970, as far as the file system keeps that.
  public var accessed: Int64

  /// When its content was last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// When its content or attributes were last changed, in nanoseconds since 1970.
  public var changed: Int64

  /// The number of the file system.
  public var device: UInt64

  /// The number of the file on its file system.
  public var inode: UInt64
}
