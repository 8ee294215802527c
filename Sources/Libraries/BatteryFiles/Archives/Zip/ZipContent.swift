/// The content of one member of a zip file, checked while it is read.
final class ZipContent {
  private(set) var produced: Int64 = 0
  private(set) var consumed: Int64 = 0

  private let storage: any ArchiveStorage
  private let member: ZipMember
  private let inflater: Inflater?
  private var place: Int64
  private var rest: Int64
  private var checksum: UInt32 = 0
  private var isAtEnd = false
  private let buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  private static let stored: UInt16 = 0
  private static let deflated: UInt16 = 8
  private static let latestVersion: UInt16 = 63

  init(_ storage: any ArchiveStorage, _ member: ZipMember) throws {
    let fail = { (code: ArchiveError.Code, what: String) in
      ArchiveError(code, archive: storage.name, member: member.entry.name, what)
    }
    guard !member.entry.isEncrypted else {
      throw fail(.unsupported, "is encrypted. Unpack it with a program that asks for a password.")
    }
    guard member.version <= Self.latestVersion else {
      throw fail(
        .unsupported,
        "needs version \(member.version / 10).\(member.version % 10) of zip. Pack it again."
      )
    }
    guard member.method == Self.stored || member.method == Self.deflated else {
      throw fail(
        .unsupported,
        "is compressed by method \(member.method). Pack it again with deflate."
      )
    }
    var head = ZipBytes(try storage.bytes(at: member.offset, count: 30)[...])
    guard head.number(UInt32.self) == 0x0403_4B50, head.slice(22) != nil,
      let nameLength = head.number(UInt16.self), let extraLength = head.number(UInt16.self)
    else { throw fail(.damaged, "has no header. Fetch the archive again.") }
    let name = try storage.bytes(at: member.offset + 30, count: Int(nameLength))
    guard name == member.storedName else {
      throw fail(
        .damaged,
        "is called \"\(ArchiveError.printable(name))\" where it stands. Do not trust the archive."
      )
    }
    place = member.offset + 30 + Int64(nameLength) + Int64(extraLength)
    rest = member.compressedSize
    guard place <= member.end, rest <= member.end - place else {
      throw fail(.damaged, "shares bytes with another member. Do not trust the archive.")
    }
    guard member.method == Self.deflated || member.size == member.compressedSize else {
      throw fail(.damaged, "has two sizes. Fetch the archive again.")
    }
    inflater = member.method == Self.deflated ? Inflater(.none) : nil
    guard member.method == Self.stored || inflater != nil else {
      throw fail(.unsupported, "zlib could not be started. Free some memory.")
    }
    self.storage = storage
    self.member = member
    let size = min(Int64(1 << 17), max(1, member.compressedSize))
    buffer = .allocate(byteCount: Int(size), alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Reads some bytes; 0 at the end, when the sizes and the checksum are right.
  func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
    while !isAtEnd {
      let count = inflater == nil ? try readStored(output) : try inflate(output)
      guard count > 0 else { continue }
      let bytes = UnsafeRawBufferPointer(rebasing: output[..<count])
      checksum = archiveChecksum(checksum, bytes)
      produced += Int64(count)
      guard produced <= member.size else {
        throw damaged("is longer than the \(member.size) bytes that the directory says")
      }
      return count
    }
    guard produced == member.size else {
      throw damaged("has \(produced) bytes, and not \(member.size)")
    }
    guard checksum == member.checksum else { throw damaged("has a wrong checksum") }
    return 0
  }

  private func readStored(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    guard rest > 0 else {
      isAtEnd = true
      return 0
    }
    let room = Int(min(rest, Int64(output.count)))
    let part = UnsafeMutableRawBufferPointer(rebasing: output[..<room])
    let count = try storage.read(at: place, into: part)
    guard count > 0 else { throw damaged("is cut off") }
    place += Int64(count)
    consumed += Int64(count)
    rest -= Int64(count)
    return count
  }

  private func inflate(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    if start == end, rest > 0 {
      let room = Int(min(rest, Int64(buffer.count)))
      start = 0
      end = try storage.read(
        at: place,
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
      )
      guard end > 0 else { throw damaged("is cut off") }
      place += Int64(end)
      consumed += Int64(end)
      rest -= Int64(end)
    }
    let given = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    guard let step = inflater?.step(given, into: output) else {
      throw damaged("cannot be decompressed: \(inflater?.problem ?? "")")
    }
    start += step.consumed
    if step.isAtEnd {
      isAtEnd = true
    } else if step.produced == 0, step.consumed == 0, rest == 0, start == end {
      throw damaged("is cut off")
    }
    return step.produced
  }

  private func damaged(_ what: String) -> ArchiveError {
    ArchiveError(
      .damaged,
      archive: storage.name,
      member: member.entry.name,
      "\(what). Fetch the archive again."
    )
  }
}
