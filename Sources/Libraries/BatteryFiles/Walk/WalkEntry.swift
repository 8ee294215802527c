public import SystemPackage

/// One entry of a directory that a ``DirectoryWalk`` lists.
///
/// It points into the bytes that the system gave; a name or path is made only when asked for. An
/// entry may be kept, which keeps the bytes of its listing.
public struct WalkEntry: Sendable {
  let buffer: DirectoryBuffer
  let item: DirectoryBuffer.Item
  let parent: WalkDirectory

  /// What is known of the file, where the walk was told to ask.
  public let status: FileStatus?

  /// The sort; of what a link leads to, where the walk follows links and there is something.
  public var kind: FileEntry.Kind { item.kind }

  /// Whether it is a link that is followed.
  public var isFollowedLink: Bool { item.isFollowed }

  /// The number of the file on its file system, as the directory has it: of a link, its own.
  public var inode: UInt64 { buffer.inode(item) }

  /// How far below the root of the walk it is, from 1.
  public var depth: Int { parent.depth + 1 }

  /// Whether the name begins with a dot.
  public var isHidden: Bool { buffer.nameBytes(item).first == 0x2E }

  /// Calls a closure with the bytes of the name, which need not be UTF-8.
  public func withName<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(Span(_unsafeElements: buffer.nameBytes(item)))
  }

  /// Calls a closure with the bytes of the path relative to the root of the walk.
  public func withPath<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    var path = parent.pathBytes
    if !path.isEmpty { path.append(0x2F) }
    path.append(contentsOf: buffer.nameBytes(item))
    return try body(path.span)
  }

  /// The name.
  public var name: FilePath.Component {
    FilePath.Component(platformString: buffer.name(item)) ?? "."
  }

  /// The directory, relative to the root of the walk; empty for the root itself.
  public var directory: FilePath { parent.path }

  /// The path relative to the root of the walk.
  public var path: FilePath { directory.appending(name) }
}
