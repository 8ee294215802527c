import BatteryFiles
import SystemPackage

/// The files of a folder, in the order of their paths.
struct FolderScan: Sendable {
  private(set) var directories: [FilePath] = []
  private(set) var files: [FileCandidate] = []
  private(set) var failures: [FileError] = []
  private(set) var unsettled = 0

  /// Walks through a folder.
  ///
  /// Files that were changed after `quietBefore` do not count, nor those that are not in `only`, if
  /// that is given.
  init(
    _ root: FilePath,
    isRecursive: Bool,
    includesHidden: Bool,
    exclude: PathFilter,
    only: Set<FilePath>? = nil,
    quietBefore: Int64? = nil,
    _ cancellation: BlockingWork.Cancellation
  ) throws {
    var walk = DirectoryWalk(root, isSorted: true)
    walk.isOneFileSystem = true
    walk.includesHidden = includesHidden
    walk.maximumDepth = isRecursive ? .max : 1
    walk.fields = [.kind, .size, .times, .identity]
    if !exclude.isEmpty {
      walk.filter = { entry in exclude.matches(entry) ? .none : .all }
    }
    try walk.forEach { event in
      switch event {
      case .failure(let error): failures.append(error)
      case .listing(let listing):
        try cancellation.check()
        let path = listing.path
        var number: Int?
        for entry in listing where entry.kind == .file {
          guard let status = entry.status else { continue }
          if let only, !only.contains(entry.path) { continue }
          if let quietBefore, status.modified > quietBefore || status.changed > quietBefore {
            unsettled += 1
            continue
          }
          if number == nil {
            number = directories.count
            directories.append(path)
          }
          files.append(
            FileCandidate(
              directory: number ?? 0,
              name: entry.withName { name in name.withUnsafeBufferPointer { Array($0) } },
              size: status.size,
              modified: status.modified,
              created: status.created,
              device: status.device,
              inode: status.inode
            )
          )
        }
      }
    }
  }
}
