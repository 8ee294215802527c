import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Gathers the files of some trees, and sets of those that may be equal.
final class DuplicateScan: @unchecked Sendable {
  /// A file that was found; its directory is opened again when it is read.
  struct File: Sendable {
    var directory: TreeNode
    var pool: DirectoryPool
    var name: EntryName
    var root: FilePath
    var size: Int64
    var identity: NodeStatus.Identity

    var path: FilePath { root.pushing(directory.path).appending(name) }
  }

  // Filled by one thread, and only read by those that come after.
  private(set) var files: [File] = []
  private(set) var report = DuplicateSearch.Report()
  let pool = DirectoryPool()

  private let search: DuplicateSearch

  init(_ search: DuplicateSearch) {
    self.search = search
  }

  /// Adds the files of a tree.
  func gather(_ root: FilePath) throws {
    let top = try OpenDirectory(root)
    let device = NodeStatus(top.descriptor)?.identity.device
    var pending = [TreeNode(root: top)]
    while let node = pending.popLast() {
      try search.cancellation?.check()
      guard let directory = pool.directory(node), let listing = NameListing(directory) else {
        report.failures.append(FileError.system(root.pushing(node.path), "read the directory"))
        continue
      }
      if search.isOneFilesystem, NodeStatus(directory.descriptor)?.identity.device != device {
        continue
      }
      for item in listing.items {
        if item.type == UInt8(DT_DIR) {
          pending.append(TreeNode(item.name, in: node))
          continue
        }
        guard item.type == UInt8(DT_REG) || item.type == UInt8(DT_UNKNOWN) else { continue }
        guard let status = directory.status(item.name) else { continue }
        if status.isDirectory { pending.append(TreeNode(item.name, in: node)) }
        guard status.isFile else { continue }
        report.files += 1
        guard status.size >= search.leastSize else { continue }
        files.append(
          File(
            directory: node,
            pool: pool,
            name: item.name,
            root: root,
            size: status.size,
            identity: status.identity
          )
        )
      }
    }
  }

  /// Sets of files of one length, each file by one of its names.
  func candidates() -> [[Int]] {
    let order = files.indices.sorted {
      let (one, other) = (files[$0], files[$1])
      if one.size != other.size { return one.size > other.size }
      if one.identity.device != other.identity.device {
        return one.identity.device < other.identity.device
      }
      return one.identity.inode < other.identity.inode
    }
    var sets: [[Int]] = []
    var set: [Int] = []
    for index in order {
      if let last = set.last {
        if files[last].identity == files[index].identity { continue }
        if files[last].size != files[index].size {
          if set.count > 1 { sets.append(set) }
          set = []
        }
      }
      set.append(index)
    }
    if set.count > 1 { sets.append(set) }
    return sets
  }
}
