/// Writes zip files, from the first byte to the last, also to a pipe.
///
/// A member that is compressed to at most ``bufferSize`` bytes has its sizes before its content;
/// those of a longer one stand behind it (a data descriptor), which every reader knows.
public final class ZipWriter: ArchiveWriter {
  /// How members are kept.
  public enum Method: Sendable {
    /// As they are.
    case stored
    /// Deflated, from level 1, the fastest, to 9, the smallest; as they are where that is shorter.
    case deflated(level: Int)
  }

  /// How members are kept.
  public let method: Method

  /// What is to be written about the archive: at most 65,535 bytes.
  public var comment: [UInt8] = []

  /// Whether the numbers of owners are kept.
  public let keepsOwners: Bool

  private let output: any ArchiveOutput
  private let deflater: Deflater?
  private var place: UInt64 = 0
  private var directory: [UInt8] = []
  private var count: UInt64 = 0
  private var isFinished = false
  private var input: UnsafeMutableRawBufferPointer
  private var held: UnsafeMutableRawBufferPointer

  private static let bufferSize = 1 << 20
  private static let longLimit: UInt64 = 0xFFFF_FFFF
  private static let usesDescriptor: UInt16 = 8

  /// Writes to an output.
  ///
  /// - Parameters:
  ///   - output: Where the archive goes.
  ///   - method: How members are kept.
  ///   - keepsOwners: Whether the numbers of owners are kept.
  /// - Throws: ``ArchiveError`` when there is no memory for it.
  public init(
    _ output: any ArchiveOutput,
    method: Method = .deflated(level: 6),
    keepsOwners: Bool = false
  ) throws(ArchiveError) {
    self.output = output
    self.method = method
    self.keepsOwners = keepsOwners
    switch method {
    case .stored: deflater = nil
    case .deflated(let level):
      guard let made = Deflater(.none, level: level) else {
        throw ArchiveError(
          .unsupported,
          archive: output.name,
          "zlib could not be started. Free some memory."
        )
      }
      deflater = made
    }
    input = .allocate(byteCount: 1 << 17, alignment: 16)
    held = .allocate(byteCount: Self.bufferSize, alignment: 16)
  }

  deinit {
    input.deallocate()
    held.deallocate()
  }

  /// Has none: the same content is written for each name.
  public var hasHardLinks: Bool { false }

  /// Adds a member; its size may be anything, that of `contents` counts.
  ///
  /// - Throws: ``ArchiveError`` when the format has no room for it, or what `contents` or the
  ///   output throws.
  @discardableResult
  public func add(_ entry: ArchiveEntry, contents: (any ArchiveInput)?) throws -> Int64 {
    var record = try ZipRecord(entry, offset: place, keepsOwners: keepsOwners, output.name)
    switch entry.kind {
    case .directory: try addHeld(&record, [])
    case .symbolicLink: try addHeld(&record, entry.link)
    default: try addFile(&record, contents)
    }
    directory += record.directoryEntry
    count += 1
    guard entry.kind == .file, let size = Int64(exactly: record.size) else { return 0 }
    return abs(size - entry.size)
  }

  /// Writes the directory, and finishes the output.
  ///
  /// - Throws: What the output throws; ``ArchiveError`` when the comment is too long.
  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    guard comment.count <= 65_535 else {
      throw ArchiveError(
        .unsupported,
        archive: output.name,
        "the comment is longer than 65,535 bytes. Shorten it."
      )
    }
    let start = place
    let size = UInt64(directory.count)
    try write(directory)
    let isLong = count >= 0xFFFF || start >= Self.longLimit || size >= Self.longLimit
    var end: [UInt8] = []
    if isLong {
      let here = place
      end.appendLittle(UInt32(0x0606_4B50))
      end.appendLittle(UInt64(44))
      end.appendLittle(UInt16(3 << 8 | 45))
      end.appendLittle(UInt16(45))
      end.appendLittle(UInt64(0))
      for number in [count, count, size, start] { end.appendLittle(number) }
      end.appendLittle(UInt32(0x0706_4B50))
      end.appendLittle(UInt32(0))
      end.appendLittle(here)
      end.appendLittle(UInt32(1))
    }
    end.appendLittle(UInt32(0x0605_4B50))
    end.appendLittle(UInt32(0))
    end.appendLittle(UInt16(clamping: count))
    end.appendLittle(UInt16(clamping: count))
    end.appendLittle(UInt32(clamping: size))
    end.appendLittle(UInt32(clamping: start))
    end.appendLittle(UInt16(comment.count))
    end += comment
    try write(end)
    try output.finish()
  }

  // MARK: - Content

  private func addHeld(_ record: inout ZipRecord, _ bytes: [UInt8]) throws {
    record.size = UInt64(bytes.count)
    record.compressedSize = record.size
    record.checksum = bytes.withUnsafeBytes { archiveChecksum(0, $0) }
    try write(record.header)
    try write(bytes)
  }

  /// Compresses into memory; a member that does not fit there goes on behind its header.
  private func addFile(_ record: inout ZipRecord, _ contents: (any ArchiveInput)?) throws {
    deflater?.reset()
    record.method = deflater == nil ? 0 : 8
    var used = 0
    var isStreaming = false
    var isAtEnd = contents == nil
    // What was read first, to be stored as it is where that is shorter.
    var first = 0
    repeat {
      let count = isAtEnd ? 0 : try fill(contents)
      if count < input.count { isAtEnd = true }
      let bytes = UnsafeRawBufferPointer(rebasing: input[..<count])
      if record.size == 0 { first = count }
      record.size += UInt64(count)
      record.checksum = archiveChecksum(record.checksum, bytes)
      var rest = bytes
      var isDone = false
      while !isDone {
        if used == held.count {
          if !isStreaming {
            isStreaming = true
            record.flags |= Self.usesDescriptor
            record.isLong = true
            try write(record.header)
          }
          try write(UnsafeRawBufferPointer(rebasing: held[..<used]))
          used = 0
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: held[used...])
        if let deflater {
          let step = deflater.step(rest, into: room, isLast: isAtEnd)
          rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
          used += step.produced
          record.compressedSize += UInt64(step.produced)
          isDone = isAtEnd ? step.isAtEnd : rest.isEmpty && used < held.count
        } else {
          let number = min(rest.count, room.count)
          if number > 0 {
            UnsafeMutableRawBufferPointer(rebasing: room[..<number])
              .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<number]))
          }
          rest = UnsafeRawBufferPointer(rebasing: rest[number...])
          used += number
          record.compressedSize += UInt64(number)
          isDone = rest.isEmpty
        }
      }
    } while !isAtEnd
    let rest = UnsafeRawBufferPointer(rebasing: held[..<used])
    if isStreaming {
      try write(rest)
      try write(record.descriptor)
    } else if record.compressedSize >= record.size, record.size == UInt64(first) {
      record.method = 0
      record.compressedSize = record.size
      try write(record.header)
      try write(UnsafeRawBufferPointer(rebasing: input[..<first]))
    } else {
      try write(record.header)
      try write(rest)
    }
  }

  private func fill(_ contents: (any ArchiveInput)?) throws -> Int {
    guard let contents else { return 0 }
    var count = 0
    while count < input.count {
      let number = try contents.read(into: UnsafeMutableRawBufferPointer(rebasing: input[count...]))
      if number == 0 { break }
      count += number
    }
    return count
  }

  private func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    try output.write(bytes)
    place += UInt64(bytes.count)
  }
}
