import BatteryFiles
import SystemPackage

/// Adds up what is below a directory.
struct DiskUsage {
  /// What one path takes.
  struct Item {
    var path: FilePath
    var bytes: Int64 = 0
    var files = 0
  }

  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private let depth: Int
  private let top: Int
  private var directories: [FilePath: Item] = [:]
  private var files: [Item] = []
  private var counted: Set<Identity> = []
  private var current = (directory: FilePath(), owner: FilePath())
  private(set) var unreadable: [String] = []
  private(set) var unreadableCount = 0

  private static let mostUnreadable = 20

  init(depth: Int, top: Int) {
    self.depth = depth
    self.top = top
  }

  mutating func take(_ event: FileTree.Event) {
    switch event {
    case .entry(let entry): take(entry)
    case .failure(let error):
      unreadableCount += 1
      if unreadable.count < Self.mostUnreadable { unreadable.append(error.description) }
    }
  }

  private mutating func take(_ entry: FileEntry) {
    if entry.kind == .directory {
      let owner = entry.depth <= depth ? entry.path : owner(of: entry)
      directories[owner, default: Item(path: owner)].bytes += entry.allocated
      return
    }
    // A file with several names takes its room once.
    if entry.links > 1,
      !counted.insert(Identity(device: entry.device, inode: entry.inode)).inserted
    {
      return
    }
    let owner = owner(of: entry)
    directories[owner, default: Item(path: owner)].bytes += entry.allocated
    directories[owner, default: Item(path: owner)].files += 1
    if entry.depth <= depth {
      files.append(Item(path: entry.path, bytes: entry.allocated, files: 1))
      if files.count >= 2 * top + 1000 { keepLargestFiles() }
    }
  }

  /// The directory with a row of its own in which an entry is.
  private mutating func owner(of entry: FileEntry) -> FilePath {
    if entry.directory != current.directory {
      var owner = FilePath()
      owner.components.append(contentsOf: entry.directory.components.prefix(depth))
      current = (entry.directory, owner)
    }
    return current.owner
  }

  private mutating func keepLargestFiles() {
    files.sort { $0.bytes > $1.bytes }
    files.removeLast(max(0, files.count - top))
  }

  /// Returns the sum, and the largest things below the directory.
  mutating func finish() -> (total: Item, rows: [Item]) {
    let deepestFirst = directories.keys.sorted { $0.components.count > $1.components.count }
    for path in deepestFirst {
      guard let item = directories[path], !path.isEmpty else { continue }
      let parent = path.removingLastComponent()
      directories[parent, default: Item(path: parent)].bytes += item.bytes
      directories[parent, default: Item(path: parent)].files += item.files
    }
    let total = directories.removeValue(forKey: FilePath()) ?? Item(path: FilePath())
    let rows = (Array(directories.values) + files).sorted { left, right in
      left.bytes == right.bytes
        ? left.path.string < right.path.string : left.bytes > right.bytes
    }
    return (total, Array(rows.prefix(top)))
  }
}
