public import SystemPackage

/// A directory and all that is below it, looked at one by one, without following links.
///
/// It is a ``DirectoryWalk`` on one thread that asks for the status of each file.
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
    var walk = DirectoryWalk(root)
    walk.isOneFileSystem = isOneFilesystem
    walk.maximumDepth = depthLimit
    walk.fields = .all
    let engine = try WalkEngine(walk, workers: 1)
    let status = engine.rootStatus
    try visit(.entry(FileEntry(directory: FilePath(), name: nil, status: status, depth: 0)))
    try engine.work(worker: 0) { event in
      switch event {
      case .failure(let error): try visit(.failure(error))
      case .listing(let listing):
        let directory = listing.path
        for entry in listing {
          guard let found = entry.status else { continue }
          let isElsewhere = found.kind == .directory && found.device != status.device
          if isOneFilesystem, isElsewhere { continue }
          let file = FileEntry(
            directory: directory,
            name: entry.name,
            status: found,
            depth: entry.depth
          )
          try visit(.entry(file))
        }
      }
    }
  }
}
