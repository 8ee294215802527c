public import SystemPackage

/// Reads zip files by their directory, also large ones (zip64) and such with something before them.
///
/// Nothing that the directory says is believed before it is there: sizes and checksums are those
/// of the bytes that come out, members that share bytes are refused, and the name before the
/// content has to be that of the directory.
public final class ZipReader: ArchiveReader {
  /// What messages call the archive.
  public var name: String { storage.name }

  /// The limits that the reader was made with.
  public let limits: ArchiveLimits

  /// The compressed bytes of the members that were read so far.
  public private(set) var consumed: Int64 = 0

  /// The bytes of what somebody wrote about the archive.
  public let comment: [UInt8]

  private let storage: any ArchiveStorage
  private let members: [ZipMember]
  private var index = -1

  // The content of the member that is being read.
  private var content: ZipContent?

  /// Reads the directory of a zip file.
  ///
  /// - Parameters:
  ///   - storage: The bytes.
  ///   - names: What names mean that are not UTF-8.
  ///   - limits: How much of it is taken.
  /// - Throws: ``ArchiveError`` when it is no zip file, or damaged; what `storage` throws.
  public init(
    _ storage: any ArchiveStorage,
    names: ZipNames = .automatic,
    limits: ArchiveLimits = ArchiveLimits()
  ) throws {
    self.storage = storage
    self.limits = limits
    let end = try ZipEnd(storage)
    comment = end.comment
    members = try ZipReader.directory(storage, end, names: names, limits: limits)
  }

  /// Opens a zip file.
  ///
  /// - Throws: As the other initializer, and ``FileError``.
  public convenience init(
    _ path: FilePath,
    names: ZipNames = .automatic,
    limits: ArchiveLimits = ArchiveLimits()
  ) throws {
    try self.init(try FileArchiveInput(path), names: names, limits: limits)
  }

  /// The members as the directory has them; what links lead to is not in it.
  public var entries: [ArchiveEntry] { members.map(\.entry) }

  /// Goes to a member, which is then read with ``readBlock(into:)``.
  ///
  /// - Parameter index: Its place in ``entries``.
  /// - Returns: It, with what it leads to if it is a link.
  /// - Throws: ``ArchiveError`` when it cannot be read.
  @discardableResult
  public func select(_ index: Int) throws -> ArchiveEntry {
    self.index = index
    content = nil
    var entry = members[index].entry
    if entry.kind == .symbolicLink, !entry.isEncrypted {
      guard entry.size < 4_096 else {
        throw ArchiveError(
          .refused,
          archive: name,
          member: entry.name,
          "is a link to a name of \(entry.size) bytes. Leave it out."
        )
      }
      entry.link = try contents(of: entry, limit: 4_096)
      content = nil
    }
    return entry
  }

  /// Goes to the next member.
  ///
  /// - Throws: ``ArchiveError`` when it is a link that cannot be read.
  public func next() throws -> ArchiveEntry? {
    index += 1
    guard index < members.count else { return nil }
    return try select(index)
  }

  /// Reads some of the bytes of the member that come next.
  ///
  /// - Throws: ``ArchiveError`` when it is encrypted, compressed in an unknown way, or damaged.
  public func readBlock(into buffer: UnsafeMutableRawBufferPointer) throws -> ArchiveBlock? {
    guard index >= 0, index < members.count else { return nil }
    let current: ZipContent
    if let content {
      current = content
    } else {
      current = try ZipContent(storage, members[index])
      content = current
    }
    let place = current.produced
    let before = current.consumed
    let count = try current.read(into: buffer)
    consumed += current.consumed - before
    return count > 0 ? ArchiveBlock(offset: place, count: count) : nil
  }

  // MARK: - The directory

  private static func directory(
    _ storage: any ArchiveStorage,
    _ end: ZipEnd,
    names: ZipNames,
    limits: ArchiveLimits
  ) throws -> [ZipMember] {
    let damaged = { (what: String) in
      ArchiveError(.damaged, archive: storage.name, "\(what). Fetch the archive again.")
    }
    guard end.count <= UInt64(limits.entries) else {
      throw ArchiveError(
        .limit,
        archive: storage.name,
        "has more than \(limits.entries) members. Raise the limit if you trust it."
      )
    }
    guard end.directorySize <= 1 << 30 else { throw damaged("its directory is too large") }
    var bytes = ZipBytes(
      try storage.bytes(at: end.directoryOffset, count: Int(end.directorySize))[...]
    )
    var members: [ZipMember] = []
    members.reserveCapacity(Int(min(end.count, UInt64(end.directorySize) / 46)))
    while bytes.rest > 0, UInt64(members.count) < end.count {
      guard let member = ZipMember(&bytes, names: names, shift: end.shift) else {
        throw damaged("its directory cannot be read behind \(members.count) members")
      }
      members.append(member)
    }
    guard UInt64(members.count) == end.count else {
      throw damaged("its directory has \(members.count) members, and not \(end.count)")
    }
    // A member reaches as far as the next header; two that share bytes are a bomb.
    var next = end.directoryOffset
    for place in members.indices.sorted(by: { members[$0].offset > members[$1].offset }) {
      members[place].end = next
      next = members[place].offset
    }
    return members
  }
}

extension ArchiveStorage {
  /// Reads exactly so many bytes.
  func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size - Int64(count) else {
      throw ArchiveError(.damaged, archive: name, "is cut off. Fetch the archive again.")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    try bytes.withUnsafeMutableBytes { buffer in
      while done < count {
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let number = try read(at: offset + Int64(done), into: part)
        guard number > 0 else {
          throw ArchiveError(.damaged, archive: name, "is cut off. Fetch the archive again.")
        }
        done += number
      }
    }
    return bytes
  }
}
