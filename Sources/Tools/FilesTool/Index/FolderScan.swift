import BatteryFiles
import BatteryJobs
import SystemPackage

/// Brings the entries of a folder, or of a directory in one, up to what is on the disk.
///
/// Within a transaction: either all of it is in the catalog afterwards or nothing.
struct FolderScan {
  private let writer: EntryWriter
  private let root: FilePath
  private let rootEntry: Int64
  private let options: FolderOptions
  private let cancellation: BlockingWork.Cancellation

  private(set) var counts = IndexCounts()
  /// The directories that are yet to be listed, by their paths below the root.
  private var expected: [[UInt8]: Int64] = [:]
  /// Those of them that the catalog knew, and whose entries go if no listing comes.
  private var unlisted: [Int64: [UInt8]] = [:]
  /// Paths of what could not be looked at, which stays in the catalog as it was.
  private var unreadable: Set<[UInt8]> = []
  private var fresh: Set<Int64> = []

  init(
    _ writer: EntryWriter,
    root: FilePath,
    entry: Int64,
    _ options: FolderOptions,
    _ cancellation: BlockingWork.Cancellation
  ) {
    self.writer = writer
    self.root = root
    rootEntry = entry
    self.options = options
    self.cancellation = cancellation
  }

  /// Looks at everything.
  ///
  /// - Throws: ``FileError`` when the root cannot be opened, ``JobError`` when it is empty and was
  ///   not before, `CancellationError`.
  mutating func run() throws {
    expected[[]] = rootEntry
    unlisted[rootEntry] = []
    let pipe = WalkPipe(walk, workers: 2)
    defer { pipe.close() }
    var isEmpty = true
    while let event = try pipe.next() {
      try cancellation.check()
      switch event {
      case .failure(let error):
        counts.fail(error)
        unreadable.insert(relative(error.path))
      case .listing(let listing):
        isEmpty = false
        try take(listing)
      }
    }
    if isEmpty { try checkEmptyRoot() }
    for (id, path) in unlisted where !unreadable.contains(path) {
      for row in try writer.children(of: id).values { counts.removed += try writer.remove(row.id) }
    }
  }

  private var walk: DirectoryWalk {
    var walk = DirectoryWalk(root, isSorted: true)
    walk.includesHidden = options.hidden
    walk.isOneFileSystem = !options.allFilesystems
    walk.fields = [.kind, .size, .times, .identity]
    if options.gitignore { walk.ignoreFiles = [".gitignore"] }
    if !options.exclude.isEmpty {
      walk.ignoreRules = IgnoreRules(options.exclude.joined(separator: "\n"))
    }
    return walk
  }

  /// A disk that is not mounted looks like an empty folder; its files are not to be forgotten.
  private func checkEmptyRoot() throws {
    if !unreadable.isEmpty { return }
    let known = try writer.children(of: rootEntry).count
    guard known > 0 else { return }
    throw JobError(
      .unavailable,
      "\(DisplayText.harmless(root.string)): it is empty, and the catalog has files there. "
        + "Mount its disk; if they are gone for good, take it out with --forget."
    )
  }

  private func relative(_ path: FilePath) -> [UInt8] {
    guard path.starts(with: root) else { return path.bytes }
    return FilePath(root: nil, path.components.dropFirst(root.components.count)).bytes
  }

  private mutating func take(_ listing: DirectoryListing) throws {
    var path = listing.path.bytes
    guard let directory = expected.removeValue(forKey: path) else { return }
    unlisted[directory] = nil
    let isPartial = unreadable.contains(path)
    var known = fresh.remove(directory) == nil ? try writer.children(of: directory) : [:]
    if !path.isEmpty { path.append(0x2F) }
    for entry in listing {
      guard let status = entry.status else { continue }
      let name = entry.withName { $0.withUnsafeBufferPointer { Array($0) } }
      counts.entries += 1
      let facts = EntryFacts(status, name: name)
      try take(facts, name, known.removeValue(forKey: name), directory, path)
    }
    if isPartial { return }
    for (name, row) in known where !unreadable.contains(path + name) {
      counts.removed += try writer.remove(row.id)
    }
  }

  private mutating func take(
    _ facts: EntryFacts,
    _ name: [UInt8],
    _ row: EntryWriter.Row?,
    _ directory: Int64,
    _ path: [UInt8]
  ) throws {
    if let row, (row.facts.category == .directory) == (facts.category == .directory) {
      if !facts.isUnchanged(from: row.facts) {
        try writer.update(row.id, facts)
        // A directory changes with what is in it, and that is counted.
        if facts.category != .directory { counts.changed += 1 }
      }
      if facts.category == .directory {
        expected[path + name] = row.id
        unlisted[row.id] = path + name
      }
      return
    }
    if let row { counts.removed += try writer.remove(row.id) }
    let id = try writer.insert(facts, name: name, in: directory)
    counts.added += 1
    if facts.category == .directory {
      expected[path + name] = id
      fresh.insert(id)
    }
  }
}
