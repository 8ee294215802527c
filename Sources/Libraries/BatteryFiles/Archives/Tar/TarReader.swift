public import SystemPackage

/// Reads tar archives: POSIX ustar and pax, GNU's with long names and holes, and what was before.
///
/// Everything is read in order and nothing twice, so that a pipe will do. What the archive says is
/// bounded by ``ArchiveLimits`` and never believed before it is there.
public final class TarReader: ArchiveReader {
  /// What messages call the archive.
  public var name: String { stream.name }

  /// The limits that the reader was made with.
  public let limits: ArchiveLimits

  /// The bytes of the archive that were read so far, as they are stored.
  public var consumed: Int64 { stream.consumed }

  /// Whether a block of zeros ends the archive; if not, what stands behind it is read too, as after
  /// `cat a.tar b.tar`.
  public let endsAtZeros: Bool

  var stream: TarStream
  /// What global records say, and how many bytes the last one of each key has.
  private var global = TarExtras()
  private var globalSizes: [[UInt8]: Int] = [:]
  private var globalSize = 0
  /// The bytes of the headers before the member that comes next.
  private var headerSize = 0
  var count = 0
  private var isAtEnd = false

  // The content of the member that was read last.
  var regions: [TarSparseMap.Region] = []
  private var region = 0
  private var place: Int64 = 0
  var unread: Int64 = 0
  private var padding: Int64 = 0
  private var member: [UInt8] = []
  var mapBytes: Int64 = 0

  /// Reads an archive that is not compressed, or that the input decompresses.
  ///
  /// - Parameters:
  ///   - input: The bytes.
  ///   - limits: How much of it is taken.
  ///   - endsAtZeros: Whether a block of zeros ends the archive.
  public init(
    _ input: any ArchiveInput,
    limits: ArchiveLimits = ArchiveLimits(),
    endsAtZeros: Bool = true
  ) {
    stream = TarStream(input)
    self.limits = limits
    self.endsAtZeros = endsAtZeros
  }

  /// Opens a file, compressed by gzip or not.
  ///
  /// - Throws: ``FileError`` when it cannot be opened, ``ArchiveError`` when it cannot be read.
  public convenience init(
    _ path: FilePath,
    limits: ArchiveLimits = ArchiveLimits()
  ) throws {
    let file = try FileArchiveInput(path)
    var magic = [UInt8](repeating: 0, count: 2)
    let count = try magic.withUnsafeMutableBytes { try file.read(at: 0, into: $0) }
    let isCompressed = count == 2 && magic == [0x1F, 0x8B]
    self.init(isCompressed ? try GzipArchiveInput(file) : file, limits: limits)
  }

  /// Goes to the next member, past what was not read of the last one.
  ///
  /// - Throws: ``ArchiveError``, or what the input throws.
  public func next() throws -> ArchiveEntry? {
    guard !isAtEnd else { return nil }
    try finishMember()
    var longName: [UInt8]?
    var longLink: [UInt8]?
    var own: [(key: [UInt8], value: [UInt8])] = []
    while true {
      guard let header = try header() else {
        guard longName == nil, longLink == nil, own.isEmpty else {
          throw damaged("it ends between a name and its file")
        }
        isAtEnd = true
        return nil
      }
      switch header.type {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): own += try records(try ownExtension(header))
      case UInt8(ascii: "g"): try takeGlobal(try records(try extension_(header)))
      case UInt8(ascii: "L"): longName = Self.cut(try ownExtension(header))
      case UInt8(ascii: "K"): longLink = Self.cut(try ownExtension(header))
      default:
        count += 1
        guard count <= limits.entries else {
          throw ArchiveError(
            .limit,
            archive: name,
            "has more than \(limits.entries) members. Raise the limit if you trust it."
          )
        }
        // The member's own records take the place of global ones.
        var extra = global
        extra.longName = longName
        extra.longLink = longLink
        try extra.take(own, archive: name)
        return try entry(header, &extra)
      }
    }
  }

  /// Reads some of the bytes of the member that come next, holes left out.
  ///
  /// - Throws: ``ArchiveError`` when the archive is cut off, or what the input throws.
  public func readBlock(into buffer: UnsafeMutableRawBufferPointer) throws -> ArchiveBlock? {
    while region < regions.count {
      let current = regions[region]
      let rest = current.offset + current.count - place
      if rest == 0 {
        region += 1
        if region < regions.count { place = regions[region].offset }
        continue
      }
      let room = Int(min(Int64(buffer.count), rest))
      let number = try stream.read(UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
      guard number > 0 else { throw damaged("its content is cut off") }
      let block = ArchiveBlock(offset: place, count: number)
      place += Int64(number)
      unread -= Int64(number)
      return block
    }
    return nil
  }

  // MARK: - Members

  private func finishMember() throws {
    let rest = unread + padding
    if rest > 0, try stream.skip(rest) < rest { throw damaged("its content is cut off") }
    unread = 0
    padding = 0
    regions = []
    region = 0
    member = []
    headerSize = 0
  }

  private func header() throws -> TarHeader? {
    while true {
      guard let block = try stream.block() else {
        if stream.isEmpty { throw damaged("it is empty, and no archive") }
        return nil
      }
      if TarHeader.isZero(block) {
        if endsAtZeros { return nil }
        continue
      }
      do {
        return try TarHeader(block)
      } catch .checksum {
        throw damaged(count == 0 ? "it is no tar archive" : "the header after it has a wrong sum")
      } catch .number(let field) {
        throw damaged("the header after it has a \(field) that is no number")
      }
    }
  }

  private func entry(_ header: TarHeader, _ extra: inout TarExtras) throws -> ArchiveEntry {
    var name = extra.path ?? extra.longName ?? header.name
    member = name
    var stored = extra.size ?? header.size
    guard stored >= 0, stored < 1 << 60 else { throw damaged("its size cannot be right") }
    var kind = Self.kind(header.type)
    if kind == .file, header.type != UInt8(ascii: "7"), name.last == 0x2F, stored == 0 {
      kind = .directory
    }
    var map: TarSparseMap?
    if header.type == UInt8(ascii: "S") {
      map = try oldSparseMap()
    }
    let isHollow: Bool
    switch kind {
    case .file, .other: isHollow = false
    default: isHollow = true
    }
    if isHollow { stored = 0 }
    unread = stored
    padding = (512 - stored % 512) % 512
    if extra.isSparse, kind == .file { map = try newSparseMap(&extra) }
    if let sparseName = extra.sparseName, map != nil {
      name = sparseName
      member = name
    }
    if let map {
      guard map.stored == unread else { throw damaged("its map of holes is of another size") }
      regions = map.regions
    } else {
      regions = stored > 0 ? [TarSparseMap.Region(offset: 0, count: stored)] : []
    }
    place = regions.first?.offset ?? 0
    if kind == .directory { while name.count > 1, name.last == 0x2F { name.removeLast() } }
    var entry = ArchiveEntry(
      name: name,
      kind: kind,
      size: map?.size ?? stored,
      permissions: FilePermissions(rawValue: CModeT(header.mode & 0o7777)),
      modified: extra.modified ?? FileEntry.nanoseconds(header.modified, 0)
    )
    if kind == .symbolicLink || kind == .hardLink {
      entry.link = extra.link ?? extra.longLink ?? header.link
    }
    entry.accessed = extra.accessed
    entry.changed = extra.changed
    entry.owner = extra.owner ?? UInt32(exactly: header.owner)
    entry.group = extra.group ?? UInt32(exactly: header.group)
    entry.ownerName = extra.ownerName ?? header.ownerName
    entry.groupName = extra.groupName ?? header.groupName
    entry.device = (
      UInt32(truncatingIfNeeded: header.deviceMajor), UInt32(truncatingIfNeeded: header.deviceMinor)
    )
    entry.attributes = extra.attributes
    entry.comment = extra.comment ?? []
    return entry
  }

  private static func kind(_ type: UInt8) -> ArchiveEntry.Kind {
    switch type {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "S"): .file
    case UInt8(ascii: "1"): .hardLink
    case UInt8(ascii: "2"): .symbolicLink
    case UInt8(ascii: "3"): .characterDevice
    case UInt8(ascii: "4"): .blockDevice
    case UInt8(ascii: "5"): .directory
    case UInt8(ascii: "6"): .pipe
    default: .other(type)
    }
  }

  // MARK: - What stands before a header

  /// The content of a header that says something about the next one.
  private func extension_(_ header: TarHeader) throws -> [UInt8] {
    guard header.size >= 0, header.size <= limits.headerSize else { throw tooLarge("a header") }
    let bytes = try stream.bytes(Int(header.size))
    guard let bytes, try stream.skipPadding(header.size) else {
      throw damaged("a header is cut off")
    }
    return bytes
  }

  /// The same of the member that comes next alone, of which there may be several.
  private func ownExtension(_ header: TarHeader) throws -> [UInt8] {
    let bytes = try extension_(header)
    headerSize += bytes.count
    guard headerSize <= limits.headerSize else { throw tooLarge("its headers are together") }
    return bytes
  }

  private func records(_ bytes: [UInt8]) throws -> [(key: [UInt8], value: [UInt8])] {
    guard let records = PaxRecords(bytes) else {
      throw damaged("the records of a pax header cannot be read")
    }
    return records.records
  }

  /// Takes over what a header says of all members that follow, within the limit of one member's.
  private func takeGlobal(_ records: [(key: [UInt8], value: [UInt8])]) throws {
    // Where the holes are is said of one file alone.
    let taken = records.filter { !$0.key.starts(with: "GNU.sparse.".utf8) }
    for (key, value) in taken {
      let size = key.count + value.count
      globalSize += size - (globalSizes.updateValue(size, forKey: key) ?? 0)
      guard globalSize <= limits.headerSize, globalSizes.count <= 10_000 else {
        throw tooLarge("global headers are together")
      }
    }
    try global.take(taken, archive: name)
  }

  private static func cut(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.prefix { $0 != 0 })
  }

  // MARK: - Errors

  func damaged(_ what: String) -> ArchiveError {
    ArchiveError(.damaged, archive: name, member: member, "\(what). Fetch the archive again.")
  }

  func tooLarge(_ what: String) -> ArchiveError {
    ArchiveError(
      .limit,
      archive: name,
      member: member,
      "\(what) larger than \(limits.headerSize) bytes. Raise the limit if you trust it."
    )
  }
}
