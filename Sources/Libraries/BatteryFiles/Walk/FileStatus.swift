import CFileCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the system says about one file: `os.stat_result`.
public struct FileStatus: Hashable, Sendable {
  /// Parts of a status; file systems over a network answer faster when few are asked for.
  public struct Fields: OptionSet, Sendable {
    /// The bits of `statx`.
    public let rawValue: UInt32

    /// Makes a set from the bits of `statx`.
    public init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// The sort of the file.
    public static let kind = Fields(rawValue: UInt32(FILE_STATUS_KIND))
    /// The permissions.
    public static let permissions = Fields(rawValue: UInt32(FILE_STATUS_MODE))
    /// How many names the file has.
    public static let links = Fields(rawValue: UInt32(FILE_STATUS_LINKS))
    /// The owner and the group.
    public static let owner = Fields(
      rawValue: UInt32(FILE_STATUS_OWNER | FILE_STATUS_GROUP)
    )
    /// The four times.
    public static let times = Fields(
      rawValue: UInt32(
        FILE_STATUS_ACCESSED | FILE_STATUS_MODIFIED
          | FILE_STATUS_CHANGED | FILE_STATUS_CREATED
      )
    )
    /// The numbers of the file and of its file system.
    public static let identity = Fields(rawValue: UInt32(FILE_STATUS_INODE))
    /// The length, and the room that it takes.
    public static let size = Fields(
      rawValue: UInt32(FILE_STATUS_SIZE | FILE_STATUS_BLOCKS)
    )
    /// All of them.
    public static let all: Fields = [
      .kind, .permissions, .links, .owner, .times, .identity, .size,
    ]
  }

  private let status: file_status

  /// Looks at an open file; `nil` with `errno` when that fails.
  init?(_ descriptor: FileDescriptor, _ fields: Fields = .all) {
    var status = file_status()
    guard file_status_at(descriptor.rawValue, nil, 0, fields.rawValue, &status) == 0 else {
      return nil
    }
    self.status = status
  }

  /// Looks at a name in an open directory; `nil` with `errno` when that fails.
  init?(
    _ name: UnsafePointer<CChar>,
    in directory: Int32,
    follow: Bool = false,
    _ fields: Fields = .all
  ) {
    var status = file_status()
    let result = file_status_at(directory, name, follow ? 1 : 0, fields.rawValue, &status)
    guard result == 0 else { return nil }
    self.status = status
  }

  /// Looks at a name in an open directory, not at what a link there leads to.
  init?(_ name: FilePath.Component, in directory: FileDescriptor) {
    let status = name.withPlatformString { FileStatus($0, in: directory.rawValue) }
    guard let status else { return nil }
    self = status
  }

  /// Looks at an open file.
  ///
  /// - Throws: ``FileError`` when the system refuses, with an empty path.
  public init(of descriptor: FileDescriptor) throws(FileError) {
    guard let status = FileStatus(descriptor) else {
      throw FileError(path: "", operation: "look at an open file", cause: Errno(rawValue: errno))
    }
    self = status
  }

  /// Looks at the file at a path.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - followsLink: Whether a link stands for what it leads to: `os.stat` rather than `os.lstat`.
  /// - Throws: ``FileError`` when there is no such file, or it cannot be reached.
  public init(at path: FilePath, followsLink: Bool = true) throws(FileError) {
    let status = path.withPlatformString {
      FileStatus($0, in: AT_FDCWD, follow: followsLink)
    }
    guard let status else {
      throw FileError(path: path, operation: "look at", cause: Errno(rawValue: errno))
    }
    self = status
  }

  /// The sort of the file.
  public var kind: FileEntry.Kind {
    switch status.mode & 0o170000 {
    case 0o100000: .file
    case 0o040000: .directory
    case 0o120000: .symbolicLink
    default: .other
    }
  }

  /// The sort and the permissions, as the system writes them in one number.
  public var mode: UInt32 { status.mode }

  /// The permissions.
  public var permissions: FilePermissions {
    FilePermissions(rawValue: CInterop.Mode(truncatingIfNeeded: status.mode & 0o7777))
  }

  /// The length in bytes.
  public var size: Int64 { Int64(clamping: status.size) }

  /// The bytes that it takes on the file system, in blocks of 512, as `du` counts them.
  public var allocated: Int64 { Int64(clamping: status.blocks) &* 512 }

  /// The number of the file on its file system.
  public var inode: UInt64 { status.inode }

  /// The number of the file system.
  public var device: UInt64 { status.device }

  /// How many names the file has.
  public var links: UInt64 { status.links }

  /// The number of the owner.
  public var owner: UInt32 { status.owner }

  /// The number of the group.
  public var group: UInt32 { status.group }

  /// When the content was last changed, in nanoseconds since 1970.
  public var modified: Int64 {
    FileEntry.nanoseconds(status.modified, Int64(status.modified_nanoseconds))
  }

  /// When the content or the status was last changed, in nanoseconds since 1970.
  public var changed: Int64 {
    FileEntry.nanoseconds(status.changed, Int64(status.changed_nanoseconds))
  }

  /// When the content was last read, in nanoseconds since 1970, as far as the file system keeps it.
  public var accessed: Int64 {
    FileEntry.nanoseconds(status.accessed, Int64(status.accessed_nanoseconds))
  }

  /// When the file was made, in nanoseconds since 1970; `nil` where the file system does not say.
  public var created: Int64? {
    guard status.mask & UInt32(FILE_STATUS_CREATED) != 0 else { return nil }
    return FileEntry.nanoseconds(status.created, Int64(status.created_nanoseconds))
  }

  /// Whether two looks were at one file.
  public func isSameFile(as other: FileStatus) -> Bool {
    inode == other.inode && device == other.device
  }

  /// Two are equal when the system said the same of both.
  public static func == (left: FileStatus, right: FileStatus) -> Bool {
    left.isSameFile(as: right) && left.mode == right.mode && left.size == right.size
      && left.allocated == right.allocated && left.links == right.links
      && left.owner == right.owner && left.group == right.group
      && left.modified == right.modified && left.changed == right.changed
      && left.accessed == right.accessed && left.created == right.created
  }

  /// Hashes what tells files apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(inode)
    hasher.combine(device)
    hasher.combine(changed)
  }
}
