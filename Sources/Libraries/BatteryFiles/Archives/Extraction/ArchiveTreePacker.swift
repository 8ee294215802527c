import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension ArchiveWriter {
  /// Adds a directory with everything in it, in the order of the bytes of the names.
  ///
  /// - Parameters:
  ///   - root: The directory; it is no member itself.
  ///   - options: How it is packed.
  ///   - filter: Says whether a member is packed, and may change its name, mode, owner and times.
  /// - Returns: What became of it.
  /// - Throws: ``FileError`` when something cannot be read, ``ArchiveError`` when the format has no
  ///   room for it, what `filter` throws.
  @discardableResult
  public func addTree(
    _ root: FilePath,
    options: ArchiveTreeOptions = ArchiveTreeOptions(),
    where filter: (inout ArchiveEntry) throws -> ArchiveChoice = { _ in .included }
  ) throws -> ArchiveTreeReport {
    let packer = try ArchiveTreePacker(self, root, options)
    while try packer.advance(filter) {}
    return packer.report
  }
}

/// Walks a tree for an archive: no deeper in memory than in the tree, with few directories open.
final class ArchiveTreePacker {
  private struct Level {
    var directory: OpenDirectory?
    var identity: NodeStatus.Identity
    var name: [UInt8]
    var pending: [EntryName]
  }

  private(set) var report = ArchiveTreeReport()

  let writer: any ArchiveWriter
  let root: FilePath
  let options: ArchiveTreeOptions
  private var levels: [Level] = []
  var device: UInt64 = 0
  private var linked: [NodeStatus.Identity: [UInt8]] = [:]
  var owners: [UInt32: [UInt8]] = [:]
  var groups: [UInt32: [UInt8]] = [:]

  private static let mostOpen = 64

  init(
    _ writer: any ArchiveWriter,
    _ root: FilePath,
    _ options: ArchiveTreeOptions
  ) throws(FileError) {
    self.writer = writer
    self.root = root
    self.options = options
    let directory = try OpenDirectory(root)
    try enter(directory, options.prefix)
    device = levels.first?.identity.device ?? 0
  }

  /// Packs the next thing, or leaves a directory; returns whether there is more.
  func advance(_ filter: (inout ArchiveEntry) throws -> ArchiveChoice) throws -> Bool {
    guard let last = levels.indices.last else { return false }
    guard let name = levels[last].pending.popLast() else {
      try leave()
      return !levels.isEmpty
    }
    guard let parent = levels[last].directory else { return true }
    let full = levels[last].name.isEmpty ? name.bytes : levels[last].name + [0x2F] + name.bytes
    guard let status = parent.status(name) else {
      guard errno == ENOENT else { throw FileError.system(path(full), "look at") }
      report.omitted.append(full)
      return true
    }
    guard var entry = entry(full, status) else {
      report.omitted.append(full)
      return true
    }
    if status.isLink {
      guard let text = parent.destination(name) else {
        throw FileError.system(path(full), "read the link")
      }
      entry.link = text.map { UInt8(bitPattern: $0) }
    }
    if !status.isDirectory, status.links > 1, writer.hasHardLinks {
      if let first = linked[status.identity] {
        entry.kind = .hardLink
        entry.link = first
        entry.size = 0
      }
    }
    if status.isDirectory {
      try addDirectory(parent, name, &entry, filter)
    } else if entry.kind == .file {
      guard try addFile(parent, name, status, &entry, filter) else { return true }
    } else {
      if try filter(&entry) == .excluded { return true }
      try writer.add(entry, contents: nil)
      report.entries += 1
    }
    // Of several names the first that is packed is what the others lead to.
    if !status.isDirectory, status.links > 1, linked[status.identity] == nil {
      linked[status.identity] = entry.name
    }
    return true
  }

  // MARK: - Directories

  private func addDirectory(
    _ parent: OpenDirectory,
    _ name: EntryName,
    _ entry: inout ArchiveEntry,
    _ filter: (inout ArchiveEntry) throws -> ArchiveChoice
  ) throws {
    let full = entry.name
    guard let directory = parent.directory(name) else {
      throw FileError.system(path(full), "open the directory")
    }
    if options.includesAttributes { entry.attributes = attributes(directory.descriptor) }
    if try filter(&entry) == .excluded { return }
    try writer.add(entry, contents: nil)
    report.entries += 1
    if options.isOneFileSystem, NodeStatus(directory.descriptor)?.identity.device != device {
      return
    }
    try enter(directory, full)
  }

  private func enter(_ directory: OpenDirectory, _ name: [UInt8]) throws(FileError) {
    guard let status = NodeStatus(directory.descriptor),
      let listing = NameListing(directory)
    else { throw FileError.system(path(name), "read the directory") }
    let names = listing.items.map(\.name).sorted { one, other in
      // Byte by byte, the largest first, as they are taken from the end.
      other.characters.lexicographicallyPrecedes(one.characters) {
        UInt8(bitPattern: $0) < UInt8(bitPattern: $1)
      }
    }
    levels.append(
      Level(directory: directory, identity: status.identity, name: name, pending: names)
    )
    if levels.count > Self.mostOpen { levels[levels.count - Self.mostOpen - 1].directory = nil }
  }

  /// Goes back to the directory above, which may have to be opened again.
  private func leave() throws(FileError) {
    guard let left = levels.popLast(), let last = levels.indices.last,
      levels[last].directory == nil, let child = left.directory
    else { return }
    let number = openat(child.descriptor, "..", OpenDirectory.flags)
    guard number >= 0 else { throw FileError.system(path(levels[last].name), "go back to") }
    let directory = OpenDirectory(adopting: number)
    guard NodeStatus(number)?.identity == levels[last].identity else {
      throw FileError(
        path: path(levels[last].name),
        operation: "go back to the directory",
        cause: nil,
        remedy: "It was moved meanwhile. Pack again when nothing is moved."
      )
    }
    levels[last].directory = directory
  }

  // MARK: - Files

  /// Packs a file; returns whether it is in the archive now.
  private func addFile(
    _ parent: OpenDirectory,
    _ name: EntryName,
    _ status: NodeStatus,
    _ entry: inout ArchiveEntry,
    _ filter: (inout ArchiveEntry) throws -> ArchiveChoice
  ) throws -> Bool {
    let full = entry.name
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let number = openat(parent.descriptor, name.characters, flags)
    guard number >= 0 else {
      guard errno == ENOENT else { throw FileError.system(path(full), "open") }
      report.omitted.append(full)
      return false
    }
    defer { close(number) }
    guard let now = NodeStatus(number), now.isFile, now.identity == status.identity else {
      report.omitted.append(full)
      return false
    }
    entry.size = now.size
    if options.includesAttributes { entry.attributes = attributes(number) }
    if try filter(&entry) == .excluded { return false }
    let missing: Int64
    if let tar = writer as? TarWriter, tar.format == .pax, options.keepsHoles, now.isSparse,
      let regions = Self.regions(number, size: now.size)
    {
      let input = RegionInput(number, regions, path(full))
      missing = try tar.add(entry, contents: input, regions: regions)
    } else {
      let input = RegionInput(number, nil, path(full))
      missing = try writer.add(entry, contents: input)
    }
    if missing > 0 { report.changed.append(full) }
    report.entries += 1
    report.bytes += entry.size
    return true
  }

  /// Where a file has data; `nil` when the file system does not say.
  private static func regions(_ file: Int32, size: Int64) -> [TarSparseMap.Region]? {
    var regions: [TarSparseMap.Region] = []
    var place: Int64 = 0
    while place < size {
      let start = transfer_seek_data(file, place)
      if start < 0, errno == ENXIO { break }
      guard start >= 0 else { return nil }
      let end = transfer_seek_hole(file, start)
      guard end > start else { return nil }
      let limit = min(end, size)
      if start < limit {
        regions.append(TarSparseMap.Region(offset: start, count: limit - start))
      }
      place = end
    }
    return regions
  }
}

/// The bytes of an open file, or of those parts of it that have data.
private final class RegionInput: ArchiveInput {
  let file: Int32
  let path: FilePath
  private var regions: ArraySlice<TarSparseMap.Region>
  private(set) var consumed: Int64 = 0
  private var place: Int64 = 0

  init(_ file: Int32, _ regions: [TarSparseMap.Region]?, _ path: FilePath) {
    self.file = file
    self.path = path
    self.regions = (regions ?? [TarSparseMap.Region(offset: 0, count: .max)])[...]
    place = self.regions.first?.offset ?? 0
  }

  var name: String { path.string }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while let region = regions.first {
      let rest = region.offset + region.count - place
      if rest == 0 {
        regions.removeFirst()
        place = regions.first?.offset ?? 0
        continue
      }
      let room = Int(min(Int64(buffer.count), rest))
      let count = pread(file, buffer.baseAddress, room, off_t(place))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.system(path, "read") }
      place += Int64(count)
      consumed += Int64(count)
      return count
    }
    return 0
  }
}
