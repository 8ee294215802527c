public import SystemPackage

/// What a walk through a ``FileTree`` finds: one file, directory, link or other thing.
public struct FileEntry: Hashable, Sendable {
  /// The sort of a thing in a directory.
  public enum Kind: Hashable, Sendable {
    /// An ordinary file.
    case file
    /// A directory.
    case directory
    /// A symbolic link, which is not followed.
    case symbolicLink
    /// A socket, pipe or device.
    case other
  }

  /// The directory that holds it, relative to the root of the walk; empty for the root itself.
  public var directory: FilePath

  /// The name; `nil` for the root of the walk itself.
  public var name: FilePath.Component?

  /// The sort.
  public var kind: Kind

  /// The length in bytes.
  public var size: Int64

  /// The bytes that it takes on the file system, in blocks of 512, as `du` counts them.
  public var allocated: Int64

  /// When it was last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// The number of the file on its file system.
  public var inode: UInt64

  /// The number of the file system.
  public var device: UInt64

  /// How many names the file has.
  public var links: UInt64

  /// How far below the root of the walk it is; 0 for the root.
  public var depth: Int

  /// The path relative to the root of the walk; empty for the root.
  public var path: FilePath {
    guard let name else { return directory }
    return directory.appending(name)
  }
}

extension FileEntry {
  init(directory: FilePath, name: FilePath.Component?, status: FileStatus, depth: Int) {
    self.directory = directory
    self.name = name
    self.depth = depth
    kind = status.kind
    size = status.size
    allocated = status.allocated
    modified = status.modified
    inode = status.inode
    device = status.device
    links = status.links
  }

  /// Returns a time as nanoseconds since 1970; one that is too far away becomes the farthest there
  /// is, in 1677 or 2262.
  ///
  /// - Parameters:
  ///   - seconds: Whole seconds since 1970.
  ///   - nanoseconds: What is to be added.
  /// - Returns: The time.
  public static func nanoseconds(_ seconds: Int64, _ nanoseconds: Int64) -> Int64 {
    let (product, isBeyond) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isJustBeyond) = product.addingReportingOverflow(nanoseconds)
    return isBeyond || isJustBeyond ? (seconds < 0 ? .min : .max) : sum
  }
}
