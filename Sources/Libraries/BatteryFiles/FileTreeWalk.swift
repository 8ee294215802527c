import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The state of one walk: a level for each directory from the root to where the walk is.
struct FileTreeWalk {
  private struct Level {
    var descriptor: FileDescriptor?
    var path: FilePath
    var inode: UInt64
    var device: UInt64
    var pending: [FilePath.Component]
  }

  private let root: FilePath
  private let isOneFilesystem: Bool
  private let depthLimit: Int
  private var levels: [Level] = []
  private var rootDevice: UInt64 = 0

  private static let mostOpen = 64
  private static let flags: Int32 = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK

  init(root: FilePath, isOneFilesystem: Bool, depthLimit: Int) {
    self.root = root
    self.isOneFilesystem = isOneFilesystem
    self.depthLimit = depthLimit
  }

  /// Closes what is open.
  mutating func close() {
    for level in levels { try? level.descriptor?.close() }
    levels = []
  }

  /// Opens the root and visits it and its entries.
  mutating func start(_ visit: (FileTree.Event) throws -> Void) throws {
    let number = root.withPlatformString { open($0, Self.flags) }
    guard number >= 0 else {
      throw FileError(path: root, operation: "open the directory", cause: Errno(rawValue: errno))
    }
    let descriptor = FileDescriptor(rawValue: number)
    guard let status = FileStatus(descriptor) else {
      let cause = Errno(rawValue: errno)
      try? descriptor.close()
      throw FileError(path: root, operation: "look at", cause: cause)
    }
    rootDevice = status.device
    let level = Level(
      descriptor: descriptor,
      path: FilePath(),
      inode: status.inode,
      device: status.device,
      pending: []
    )
    levels.append(level)
    try visit(.entry(status.entry(directory: FilePath(), name: nil, depth: 0)))
    if depthLimit > 0 { try list(visit) }
  }

  /// Enters the next directory, or leaves one; returns whether the walk goes on.
  mutating func advance(_ visit: (FileTree.Event) throws -> Void) throws -> Bool {
    guard var level = levels.popLast() else { return false }
    guard let name = level.pending.popLast() else {
      try leave(level, visit)
      return !levels.isEmpty
    }
    levels.append(level)
    try enter(name, visit)
    return true
  }

  private mutating func enter(
    _ name: FilePath.Component,
    _ visit: (FileTree.Event) throws -> Void
  ) throws {
    let last = levels.count - 1
    guard let parent = levels[last].descriptor else { return }
    let path = levels[last].path.appending(name)
    let number = name.withPlatformString {
      openat(parent.rawValue, $0, Self.flags | O_NOFOLLOW)
    }
    guard number >= 0 else {
      try fail(path, "open the directory", visit)
      return
    }
    let descriptor = FileDescriptor(rawValue: number)
    guard let status = FileStatus(descriptor) else {
      try? descriptor.close()
      try fail(path, "look at", visit)
      return
    }
    if levels.count >= Self.mostOpen {
      let far = levels.count - Self.mostOpen
      try? levels[far].descriptor?.close()
      levels[far].descriptor = nil
    }
    let level = Level(
      descriptor: descriptor,
      path: path,
      inode: status.inode,
      device: status.device,
      pending: []
    )
    levels.append(level)
    try list(visit)
  }

  /// Goes back to the directory above, which may have to be opened again.
  private mutating func leave(
    _ level: Level,
    _ visit: (FileTree.Event) throws -> Void
  ) throws {
    defer { try? level.descriptor?.close() }
    guard let last = levels.indices.last, levels[last].descriptor == nil,
      !levels[last].pending.isEmpty || last > 0, let child = level.descriptor
    else { return }
    let number = openat(child.rawValue, "..", Self.flags)
    let parent = FileDescriptor(rawValue: number)
    if number >= 0, let status = FileStatus(parent), status.inode == levels[last].inode,
      status.device == levels[last].device
    {
      levels[last].descriptor = parent
      return
    }
    let cause = number >= 0 ? nil : Errno(rawValue: errno)
    if number >= 0 { try? parent.close() }
    // Somebody moved the directory; where the walk was is no longer known.
    let path = root.pushing(levels[last].path)
    close()
    try visit(
      .failure(
        FileError(
          path: path,
          operation: "go back to the directory",
          cause: cause,
          remedy: "It was moved during the walk. Walk again when nothing is moved."
        )
      )
    )
  }

  /// Visits the entries of the directory that was entered last.
  private mutating func list(_ visit: (FileTree.Event) throws -> Void) throws {
    let last = levels.count - 1
    guard let descriptor = levels[last].descriptor else { return }
    let copy = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = fdopendir(copy) else {
      let path = levels[last].path
      try fail(path, "read the directory", visit)
      if copy >= 0 { try? FileDescriptor(rawValue: copy).close() }
      return
    }
    defer { closedir(stream) }
    let directory = levels[last].path
    let depth = levels.count
    var pending: [FilePath.Component] = []
    while true {
      errno = 0
      guard let item = readdir(stream) else { break }
      guard let name = Self.name(of: item) else { continue }
      guard let status = FileStatus(name, in: descriptor) else {
        // Files come and go during a walk.
        if errno != ENOENT { try fail(directory.appending(name), "look at", visit) }
        continue
      }
      if isOneFilesystem, status.kind == .directory, status.device != rootDevice { continue }
      try visit(.entry(status.entry(directory: directory, name: name, depth: depth)))
      if status.kind == .directory, depth < depthLimit { pending.append(name) }
    }
    if errno != 0 { try fail(directory, "read the directory", visit) }
    levels[last].pending = pending
  }

  private func fail(
    _ path: FilePath,
    _ operation: String,
    _ visit: (FileTree.Event) throws -> Void
  ) throws {
    let cause = Errno(rawValue: errno)
    try visit(
      .failure(FileError(path: root.pushing(path), operation: operation, cause: cause))
    )
  }

  /// The name of an entry; `nil` for the directory itself and the one above.
  private static func name(of item: UnsafeMutablePointer<dirent>) -> FilePath.Component? {
    withUnsafePointer(to: &item.pointee.d_name) { field in
      field.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 256) { text in
        let isDot = text[0] == 0x2E && (text[1] == 0 || text[1] == 0x2E && text[2] == 0)
        return isDot ? nil : FilePath.Component(platformString: text)
      }
    }
  }
}
