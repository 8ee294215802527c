import SystemPackage

/// What one thread of a ``DiskUsage`` has seen.
struct DiskUsageSum: Sendable {
  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  /// A file with several names: what it takes, and the first name by its path.
  private struct Linked {
    var item: DiskUsage.Item
    var depth: Int
  }

  private let options: DiskUsage.Options
  private let device: UInt64
  private var items: [FilePath: DiskUsage.Item] = [:]
  private var linked: [Identity: Linked] = [:]
  private var files: [DiskUsage.Item] = []
  private(set) var failures: [FileError] = []
  private(set) var failureCount = 0

  init(_ options: DiskUsage.Options, device: UInt64) {
    self.options = options
    self.device = device
  }

  mutating func take(_ event: WalkEvent) {
    switch event {
    case .failure(let error):
      failureCount += 1
      if failures.count < options.failures { failures.append(error) }
    case .listing(let listing): take(listing)
    }
  }

  mutating func add(_ item: DiskUsage.Item, to owner: FilePath) {
    items[owner, default: DiskUsage.Item(path: owner)].add(item)
  }

  mutating func merge(_ other: DiskUsageSum) {
    for (owner, item) in other.items { add(item, to: owner) }
    linked.merge(other.linked) { Self.isBefore($0.item.path, $1.item.path) ? $0 : $1 }
    files += other.files
    keepLargest()
    failureCount += other.failureCount
    failures += other.failures.prefix(max(0, options.failures - failures.count))
  }

  /// Returns the sums of the root and of the directories with an item of their own.
  mutating func finish() -> (total: DiskUsage.Item, directories: [DiskUsage.Item]) {
    for file in linked.values { take(file.item, depth: file.depth) }
    keepLargest()
    let deepestFirst = items.keys.sorted { $0.components.count > $1.components.count }
    for path in deepestFirst where !path.isEmpty {
      guard let item = items[path] else { continue }
      add(item, to: path.removingLastComponent())
    }
    let total = items.removeValue(forKey: "") ?? DiskUsage.Item(path: "")
    return (total, items.values.sorted { Self.isBefore($0.path, $1.path) })
  }

  /// The largest files, the largest first.
  var largest: [DiskUsage.Item] { files }

  // MARK: - One directory

  private mutating func take(_ listing: DirectoryListing) {
    let directory = listing.path
    let owner = owner(of: directory)
    var sum = DiskUsage.Item(path: owner)
    for entry in listing {
      guard let status = entry.status else { continue }
      var item = DiskUsage.Item(path: "", allocated: status.allocated, apparent: status.size)
      if entry.kind == .directory {
        if options.isOneFileSystem, status.device != device { continue }
        if entry.depth <= options.depth {
          add(item, to: directory.appending(entry.name))
        } else {
          sum.add(item)
        }
        continue
      }
      item.files = 1
      if status.links > 1 {
        item.path = directory.appending(entry.name)
        let identity = Identity(device: status.device, inode: status.inode)
        if let known = linked[identity], Self.isBefore(known.item.path, item.path) { continue }
        linked[identity] = Linked(item: item, depth: entry.depth)
        continue
      }
      sum.add(item)
      if options.largestFiles > 0, entry.depth <= options.depth {
        item.path = directory.appending(entry.name)
        keep(item)
      }
    }
    add(sum, to: owner)
  }

  private mutating func take(_ file: DiskUsage.Item, depth: Int) {
    add(file, to: owner(of: file.path.removingLastComponent()))
    if options.largestFiles > 0, depth <= options.depth { keep(file) }
  }

  /// The directory with an item of its own in which a directory is.
  private func owner(of directory: FilePath) -> FilePath {
    FilePath(root: nil, directory.components.prefix(options.depth))
  }

  private mutating func keep(_ file: DiskUsage.Item) {
    files.append(file)
    if files.count >= 2 * options.largestFiles + 1000 { keepLargest() }
  }

  private mutating func keepLargest() {
    files.sort { left, right in
      left.allocated == right.allocated
        ? Self.isBefore(left.path, right.path) : left.allocated > right.allocated
    }
    files.removeLast(max(0, files.count - options.largestFiles))
  }

  private static func isBefore(_ left: FilePath, _ right: FilePath) -> Bool {
    left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
  }
}
