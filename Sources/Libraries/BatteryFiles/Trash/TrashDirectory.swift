import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One directory of the trash: that of the home directory, or of a file system.
struct TrashDirectory {
  /// The path.
  let path: FilePath
  /// The directory that paths in it are relative to; `nil` where they are absolute.
  let top: FilePath?
  let directory: OpenDirectory
  let files: OpenDirectory
  let info: OpenDirectory

  private static let filesName = EntryName("files")
  private static let infoName = EntryName("info")
  private static let sizesName = EntryName("directorysizes")

  /// Opens a directory of the trash, which is there already.
  init?(_ directory: OpenDirectory, path: FilePath, top: FilePath?) {
    guard let files = directory.directory(Self.filesName),
      let info = directory.directory(Self.infoName)
    else { return nil }
    self.directory = directory
    self.path = path
    self.top = top
    self.files = files
    self.info = info
  }

  /// Makes what is missing of it, for its owner alone.
  static func make(
    _ directory: OpenDirectory,
    path: FilePath,
    top: FilePath?
  ) throws(FileError) -> TrashDirectory {
    for name in [filesName, infoName] {
      guard mkdirat(directory.descriptor, name.characters, 0o700) == 0 || errno == EEXIST else {
        throw FileError.system(path.appending(name), "make the directory")
      }
    }
    guard let made = TrashDirectory(directory, path: path, top: top) else {
      throw FileError.system(path, "open the trash in")
    }
    return made
  }

  /// Puts something here that is on the same file system.
  func put(
    _ name: EntryName,
    in parent: OpenDirectory,
    original: FilePath,
    date: String
  ) throws(FileError) -> TrashedItem {
    let bytes = original.withPlatformString { EntryName($0).bytes }
    let text = TrashInfo(path: bytes, date: date).bytes
    let status = parent.status(name)
    for number in 1..<10_000 {
      let candidate = Self.candidate(name, number)
      guard files.status(candidate) == nil else { continue }
      let item = candidate.withSuffix(".trashinfo")
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      let file = openat(info.descriptor, item.characters, flags, 0o600)
      if file < 0, errno == EEXIST { continue }
      guard file >= 0 else { throw FileError.system(path.appending(item), "make") }
      let descriptor = FileDescriptor(rawValue: file)
      var failure: Errno?
      do {
        _ = try descriptor.closeAfter { try descriptor.writeAll(text) }
      } catch {
        failure = error as? Errno ?? .ioError
      }
      if failure == nil, !parent.renameNew(name, to: files, candidate) {
        failure = Errno(rawValue: errno)
        if failure == .fileExists {
          unlinkat(info.descriptor, item.characters, 0)
          continue
        }
      }
      if let failure {
        unlinkat(info.descriptor, item.characters, 0)
        throw FileError(path: original, operation: "put into the trash", cause: failure)
      }
      if status?.isDirectory == true { updateSizes() }
      guard let component = candidate.component else { break }
      return TrashedItem(
        trash: path,
        name: component,
        original: top.map { $0.pushing(original) } ?? original,
        deleted: TrashInfo(path: bytes, date: date).seconds
      )
    }
    throw FileError(
      path: original,
      operation: "put into the trash",
      cause: .fileExists,
      remedy: "There are too many of that name. Empty the trash."
    )
  }

  /// What is here, by name; files without information are left out, as the specification has it.
  func items() -> [TrashedItem] {
    guard let listing = NameListing(info) else { return [] }
    let suffix = ".trashinfo".utf8.map { CChar(bitPattern: $0) } + [0]
    var items: [TrashedItem] = []
    for entry in listing.items where entry.name.characters.suffix(suffix.count) == suffix[...] {
      let name = EntryName(characters: entry.name.characters.dropLast(suffix.count) + [0])
      guard name.characters.count > 1, let component = name.component, component.kind == .regular,
        files.status(name) != nil, let bytes = read(entry.name), let info = TrashInfo(bytes)
      else { continue }
      var original = FilePath(archiveBytes: info.path)
      if let top {
        // A path of a file system's trash is relative, and never leads above its top.
        guard !original.isAbsolute || original.starts(with: top),
          !original.components.contains(where: { $0.kind == .parentDirectory })
        else { continue }
        if !original.isAbsolute { original = top.pushing(original) }
      } else if !original.isAbsolute {
        original = path.removingLastComponent().pushing(original)
      }
      items.append(
        TrashedItem(trash: path, name: component, original: original, deleted: info.seconds)
      )
    }
    return items.sorted {
      EntryName($0.name).bytes.lexicographicallyPrecedes(EntryName($1.name).bytes)
    }
  }

  /// Takes something out to a name that nobody has.
  func restore(_ item: TrashedItem, to name: EntryName, in parent: OpenDirectory) -> Bool {
    let isDirectory = files.status(EntryName(item.name))?.isDirectory == true
    guard files.renameNew(EntryName(item.name), to: parent, name) else { return false }
    unlinkat(info.descriptor, item.infoName.characters, 0)
    if isDirectory { updateSizes() }
    return true
  }

  /// Removes the information on something that is gone.
  func forget(_ item: TrashedItem, wasDirectory: Bool) {
    unlinkat(info.descriptor, item.infoName.characters, 0)
    if wasDirectory { updateSizes() }
  }

  private func read(_ name: EntryName) -> [UInt8]? {
    let file = openat(
      info.descriptor,
      name.characters,
      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    )
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let status = NodeStatus(file), status.isFile else { return nil }
    // A path has 4,096 bytes at most, each of them written as three.
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    while count < bytes.count {
      let number = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { systemRead(file, $0 + count, buffer.count - count) } ?? -1
      }
      if number < 0, errno == EINTR { continue }
      if number <= 0 { break }
      count += number
    }
    return Array(bytes.prefix(count))
  }

  // MARK: - The sizes of directories

  /// Brings the cache of sizes up to date: directories only, each with the time of its information.
  ///
  /// It is replaced as a whole, and left out silently where that fails: it is only a cache.
  private func updateSizes() {
    var known: [EntryName: (size: Int64, time: Int64)] = [:]
    for line in sizes() { known[line.name] = (line.size, line.time) }
    var text: [UInt8] = []
    guard let listing = NameListing(files) else { return }
    for entry in listing.items {
      guard files.status(entry.name)?.isDirectory == true,
        let status = NodeStatus(entry.name.withSuffix(".trashinfo"), in: info.descriptor)
      else { continue }
      let time = Int64(status.modified / 1_000_000_000)
      let size: Int64
      if let old = known[entry.name], old.time == time {
        size = old.size
      } else {
        size = TrashDirectory.size(files, entry.name)
      }
      text += Array("\(size) \(time) ".utf8) + TrashInfo.encoded(entry.name.bytes) + [0x0A]
    }
    let temporary = Self.sizesName.temporary
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(directory.descriptor, temporary.characters, flags, 0o600)
    guard file >= 0 else { return }
    let descriptor = FileDescriptor(rawValue: file)
    let here = directory.descriptor
    guard (try? descriptor.closeAfter { try descriptor.writeAll(text) }) != nil,
      renameat(here, temporary.characters, here, Self.sizesName.characters) == 0
    else {
      unlinkat(here, temporary.characters, 0)
      return
    }
  }

  private func sizes() -> [(name: EntryName, size: Int64, time: Int64)] {
    let file = openat(
      directory.descriptor,
      Self.sizesName.characters,
      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    )
    guard file >= 0 else { return [] }
    defer { close(file) }
    guard let status = NodeStatus(file), status.isFile, status.size < 1 << 26 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { systemRead(file, $0.baseAddress, $0.count) }
    return bytes.prefix(max(0, count)).split(separator: 0x0A).compactMap { line in
      let parts = line.split(separator: 0x20, maxSplits: 2)
      guard parts.count == 3, let size = Int64(String(decoding: parts[0], as: UTF8.self)),
        let time = Int64(String(decoding: parts[1], as: UTF8.self))
      else { return nil }
      let name = TrashInfo.decoded(parts[2]).map { CChar(bitPattern: $0) }
      return (EntryName(characters: name + [0]), size, time)
    }
  }

  /// The bytes that a directory takes, as `du -B1` counts them.
  private static func size(_ parent: OpenDirectory, _ name: EntryName) -> Int64 {
    guard let top = parent.directory(name) else { return 0 }
    var total: Int64 = NodeStatus(top.descriptor)?.allocated ?? 0
    var trail = DirectoryTrail(top)
    var pending: [[EntryName]] = [[]]
    while let names = pending.popLast() {
      guard let here = try? trail.directory(names[...], making: false),
        let listing = NameListing(here)
      else { continue }
      for item in listing.items {
        guard let status = here.status(item.name) else { continue }
        total += status.allocated
        if status.isDirectory { pending.append(names + [item.name]) }
      }
    }
    return total
  }

  /// The name itself, then with numbers before its suffix; short enough to have `.trashinfo` added.
  private static func candidate(_ name: EntryName, _ number: Int) -> EntryName {
    let bytes = name.characters.dropLast()
    guard number > 1 || bytes.count > 245 else { return name }
    let mark = number > 1 ? "_\(number)".utf8.map { CChar(bitPattern: $0) } : []
    let dot = bytes.lastIndex(of: 0x2E).flatMap { $0 > 0 && bytes.count - $0 < 32 ? $0 : nil }
    let stem = bytes[..<(dot ?? bytes.endIndex)].prefix(240 - mark.count - (dot == nil ? 0 : 32))
    let suffix = dot.map { bytes[$0...] } ?? []
    return EntryName(characters: Array(stem) + mark + Array(suffix) + [0])
  }
}

/// The system's `read`.
private func systemRead(_ file: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, start, count)
}
