import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One thread of a walk: enters directories and lists them.
struct WalkWorker {
  typealias Visit = (WalkEvent) throws -> Void

  private let engine: WalkEngine
  private let walk: DirectoryWalk
  private let index: Int
  private var buffer = DirectoryBuffer()
  /// The directories to enter among the entries of the buffer.
  private var entering: [DirectoryBuffer.Item] = []
  /// The path of the directory, and of one entry after the other in it, where rules need it.
  private var path: [UInt8] = []
  private let usesRules: Bool

  init(_ engine: WalkEngine, _ index: Int) {
    self.engine = engine
    self.index = index
    walk = engine.walk
    usesRules = !walk.ignoreFiles.isEmpty || walk.ignoreRules != nil
  }

  /// Lists the root.
  mutating func begin(_ visit: Visit) throws {
    guard walk.maximumDepth > 0, let handle = engine.root.handle else { return }
    try list(engine.root, handle, visit)
  }

  /// Opens a directory and lists it.
  mutating func enter(_ task: WalkQueue.Task, _ visit: Visit) throws {
    guard let above = task.handle ?? engine.queue.handle(of: task.parent, worker: index) else {
      try fail(task.parent.path.appending(task.name), "open the directory", visit)
      return
    }
    guard let handle = WalkQueue.open(task.name, in: above, isFollowed: task.isFollowed) else {
      // It has gone, or something else is in its place.
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return }
      try fail(task.parent.path.appending(task.name), "open the directory", visit)
      return
    }
    guard let status = FileStatus(handle.descriptor, .identity) else {
      try fail(task.parent.path.appending(task.name), "look at", visit)
      return
    }
    if walk.isOneFileSystem, status.device != engine.rootStatus.device { return }
    if walk.links == .follow,
      task.parent.isInside(device: status.device, inode: status.inode)
    {
      try visit(
        .failure(
          FileError(
            path: walk.root.pushing(task.parent.path.appending(task.name)),
            operation: "enter the directory again",
            cause: .tooManySymbolicLinkLevels,
            remedy: "The link leads to a directory in which it is itself."
          )
        )
      )
      return
    }
    let directory = WalkDirectory(
      parent: task.parent,
      name: task.name,
      handle: handle,
      status: status,
      isFollowed: task.isFollowed
    )
    try list(directory, handle, visit)
  }

  // MARK: - One directory

  private mutating func list(
    _ directory: WalkDirectory,
    _ handle: DirectoryHandle,
    _ visit: Visit
  ) throws {
    if usesRules { try loadRules(directory, handle, visit) }
    let descriptor = handle.descriptor.rawValue
    var state: UnsafeMutableRawPointer?
    defer { DirectoryBuffer.endFilling(&state) }
    freshBuffer()
    while true {
      guard let range = buffer.fill(from: descriptor, &state) else {
        try fail(directory.path, "read the directory", visit)
        break
      }
      if range.isEmpty { break }
      try choose(range, directory, descriptor, visit)
      if !walk.isSorted { try handOut(directory, visit) }
    }
    if walk.isSorted {
      buffer.sort(&buffer.items)
      buffer.sort(&entering)
      try handOut(directory, visit)
    }
    engine.queue.push(directory, worker: index)
  }

  private mutating func handOut(_ directory: WalkDirectory, _ visit: Visit) throws {
    for item in entering {
      directory.push(buffer.nameBytes(item), isFollowed: item.isFollowed)
    }
    entering.removeAll(keepingCapacity: true)
    if !buffer.items.isEmpty {
      try visit(.listing(DirectoryListing(buffer: buffer, directory: directory)))
    }
    freshBuffer()
  }

  private mutating func freshBuffer() {
    if isKnownUniquelyReferenced(&buffer) {
      buffer.clear()
    } else {
      buffer = DirectoryBuffer()
    }
  }

  /// Picks what is listed and entered among the entries that were read last.
  private mutating func choose(
    _ range: Range<Int>,
    _ directory: WalkDirectory,
    _ descriptor: Int32,
    _ visit: Visit
  ) throws {
    let isListed = directory.depth + 1 >= walk.minimumDepth
    let isEntered = directory.depth + 1 < walk.maximumDepth
    let isPlain =
      !usesRules && walk.filter == nil && walk.includesHidden && walk.fields.isEmpty
      && walk.links == .never
    try buffer.forEachRecord(in: range) { item, isKindKnown in
      if isPlain, isKindKnown {
        if isListed { buffer.items.append(item) }
        if isEntered, item.kind == .directory { entering.append(item) }
        return
      }
      if !walk.includesHidden, buffer.name(item)[0] == 0x2E { return }
      var item = item
      guard
        let status = try look(at: &item, isKindKnown, directory, descriptor, visit)
      else { return }
      if usesRules, isIgnored(item, directory) { return }
      var choice = WalkChoice.all
      if let filter = walk.filter {
        choice = filter(
          WalkEntry(buffer: buffer, item: item, parent: directory, status: status.value)
        )
      }
      if isListed, choice.contains(.list) {
        if let status = status.value {
          item.status = Int32(buffer.statuses.count)
          buffer.statuses.append(status)
        }
        buffer.items.append(item)
      }
      if isEntered, choice.contains(.enter), item.kind == .directory { entering.append(item) }
    }
  }

  private struct Look {
    var value: FileStatus?
  }

  /// Asks the system about an entry as far as the walk wants it; `nil` when the entry is left out.
  private func look(
    at item: inout DirectoryBuffer.Item,
    _ isKindKnown: Bool,
    _ directory: WalkDirectory,
    _ descriptor: Int32,
    _ visit: Visit
  ) throws -> Look? {
    let name = buffer.name(item)
    let isLink = walk.links == .follow && (item.kind == .symbolicLink || !isKindKnown)
    if isLink, let status = FileStatus(name, in: descriptor, follow: true, fieldsAndKind) {
      item.isFollowed = true
      item.kind = status.kind
      return Look(value: walk.fields.isEmpty ? nil : status)
    }
    if walk.fields.isEmpty, isKindKnown { return Look() }
    guard let status = FileStatus(name, in: descriptor, fieldsAndKind) else {
      // Files come and go during a walk.
      if errno != ENOENT {
        let component = FilePath.Component(platformString: name) ?? "."
        try fail(directory.path.appending(component), "look at", visit)
      }
      return nil
    }
    item.kind = status.kind
    return Look(value: walk.fields.isEmpty ? nil : status)
  }

  private var fieldsAndKind: FileStatus.Fields { walk.fields.union(.kind) }

  // MARK: - Rules

  private mutating func loadRules(
    _ directory: WalkDirectory,
    _ handle: DirectoryHandle,
    _ visit: Visit
  ) throws {
    path = directory.pathBytes
    if !path.isEmpty { path.append(0x2F) }
    var chain = directory.parent?.rules
    for name in walk.ignoreFiles {
      do {
        guard let rules = try IgnoreRules(file: name, in: handle.descriptor) else { continue }
        chain = IgnoreChain(rules: rules, prefix: path.count, parent: chain)
      } catch {
        try fail(directory.path.appending(name), "read the rules", cause: error, visit)
      }
    }
    directory.rules = chain
  }

  private mutating func isIgnored(
    _ item: DirectoryBuffer.Item,
    _ directory: WalkDirectory
  ) -> Bool {
    let length = path.count
    path.append(contentsOf: buffer.nameBytes(item))
    defer { path.removeLast(path.count - length) }
    let isDirectory = item.kind == .directory && !item.isFollowed
    if let verdict = directory.rules?.verdict(on: path, isDirectory: isDirectory) {
      return verdict == .ignored
    }
    return walk.ignoreRules?.verdict(on: path.span, isDirectory: isDirectory) == .ignored
  }

  // MARK: - Failures

  private func fail(
    _ path: FilePath,
    _ operation: String,
    cause: Errno = Errno(rawValue: errno),
    _ visit: Visit
  ) throws {
    try visit(
      .failure(FileError(path: walk.root.pushing(path), operation: operation, cause: cause))
    )
  }
}

extension FilePath {
  fileprivate func appending(_ name: [CChar]) -> FilePath {
    appending(Component(platformString: name) ?? ".")
  }
}
