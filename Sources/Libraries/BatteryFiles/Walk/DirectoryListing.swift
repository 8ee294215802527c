public import SystemPackage

/// Entries of one directory that a ``DirectoryWalk`` hands out together.
///
/// A large directory comes in several listings, unless the walk sorts.
public struct DirectoryListing: RandomAccessCollection, Sendable {
  let buffer: DirectoryBuffer
  let directory: WalkDirectory

  /// The path of the directory relative to the root of the walk; empty for the root itself.
  public var path: FilePath { directory.path }

  /// How far below the root of the walk the directory is; 0 for the root.
  public var depth: Int { directory.depth }

  /// The number of the directory on its file system.
  public var inode: UInt64 { directory.inode }

  /// The number of the file system.
  public var device: UInt64 { directory.device }

  /// Where the entries begin.
  public var startIndex: Int { 0 }

  /// How many entries there are.
  public var endIndex: Int { buffer.items.count }

  /// An entry.
  public subscript(position: Int) -> WalkEntry {
    let item = buffer.items[position]
    return WalkEntry(
      buffer: buffer,
      item: item,
      parent: directory,
      status: item.status < 0 ? nil : buffer.statuses[Int(item.status)]
    )
  }
}
