public import SystemPackage

/// A directory and all that is below it, walked without following links.
///
/// Each directory is opened relative to the one above it, so that a directory that somebody swaps
/// for a link while the walk goes on does not lead it elsewhere, and so that no path is too long.
/// At most 64 directories are open at once; what the walk keeps in memory is the names of the
/// directories that it has yet to enter.
public struct FileTree: Sendable {
  /// What comes up in a walk.
  public enum Event: Sendable {
    /// A thing, directories before what is in them.
    case entry(FileEntry)

    /// Something that could not be looked at; the walk goes on.
    case failure(FileError)
  }

  /// The directory at which a walk starts.
  public var root: FilePath

  /// Whether directories on other file systems are left out.
  public var isOneFilesystem: Bool

  /// How far below the root to go; the root's own entries are at depth 1.
  public var depthLimit: Int

  /// Describes a walk.
  public init(_ root: FilePath, oneFilesystem: Bool = false, depthLimit: Int = .max) {
    self.root = root
    isOneFilesystem = oneFilesystem
    self.depthLimit = depthLimit
  }

  /// Visits the root and everything below it; the order within a directory is the file system's.
  ///
  /// The root may be a link to a directory; it alone is followed.
  ///
  /// - Parameter visit: Takes each event; what it throws ends the walk.
  /// - Throws: ``FileError`` when the root cannot be opened, or what `visit` throws.
  public func walk(_ visit: (Event) throws -> Void) throws {
    var walk = FileTreeWalk(root: root, isOneFilesystem: isOneFilesystem, depthLimit: depthLimit)
    defer { walk.close() }
    try walk.start(visit)
    while try walk.advance(visit) {}
  }
}
