/// Writes tar archives.
public final class TarWriter: ArchiveWriter {
  /// What an archive can hold, and who can read it.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// POSIX 1003.1-2001: everything, with extra headers only where a member needs them.
    case pax
    /// GNU tar: long names and large numbers; no attributes, no parts of seconds.
    case gnu
    /// POSIX 1003.1-1988: names of 255 bytes, files of 8 GiB.
    case ustar
  }

  /// The format.
  public let format: Format

  /// Whether parts of seconds are kept, which takes a header of its own for each member.
  public let keepsNanoseconds: Bool

  private let output: any ArchiveOutput
  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0
  private var total: Int64 = 0
  private var isFinished = false

  private static let recordSize: Int64 = 10_240

  /// Writes to an output.
  ///
  /// - Parameters:
  ///   - output: Where the archive goes; ``GzipArchiveOutput`` to compress it.
  ///   - format: The format.
  ///   - keepsNanoseconds: Whether parts of seconds are kept, in pax only.
  public init(
    _ output: any ArchiveOutput,
    format: Format = .pax,
    keepsNanoseconds: Bool = true
  ) {
    self.output = output
    self.format = format
    self.keepsNanoseconds = keepsNanoseconds
    buffer = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Has them.
  public var hasHardLinks: Bool { true }

  /// Adds a member.
  ///
  /// - Throws: ``ArchiveError`` when the format has no room for it, or what `contents` or the
  ///   output throws.
  @discardableResult
  public func add(_ entry: ArchiveEntry, contents: (any ArchiveInput)?) throws -> Int64 {
    try add(entry, contents: contents, regions: nil)
  }

  /// Adds a file with holes.
  ///
  /// - Parameters:
  ///   - entry: The file, with its whole size.
  ///   - contents: The bytes of the regions one after the other.
  ///   - regions: Where the file has data, in order; in pax only.
  /// - Returns: How many bytes `contents` had too few or too many.
  /// - Throws: ``ArchiveError``, or what `contents` or the output throws.
  @discardableResult
  func add(
    _ entry: ArchiveEntry,
    contents: (any ArchiveInput)?,
    regions: [TarSparseMap.Region]?
  ) throws -> Int64 {
    guard !entry.name.contains(0), !entry.link.contains(0), !entry.name.isEmpty else {
      throw unsupported(entry, "has an empty name, or one with a zero byte in it")
    }
    let hasContent = entry.kind == .file
    var stored = hasContent ? entry.size : 0
    var map: [UInt8] = []
    if var regions {
      // GNU tar takes the end of the last region for that of the file.
      if regions.last.map({ $0.offset + $0.count }) != entry.size {
        regions.append(TarSparseMap.Region(offset: entry.size, count: 0))
      }
      var text = "\(regions.count)\n"
      for region in regions { text += "\(region.offset)\n\(region.count)\n" }
      map = Array(text.utf8)
      map += repeatElement(0, count: (512 - map.count % 512) % 512)
      stored = regions.reduce(Int64(map.count)) { $0 + $1.count }
    }
    let block = TarBlock(
      format: format,
      keepsNanoseconds: keepsNanoseconds,
      isSparse: regions != nil
    )
    try write(try block.headers(of: entry, stored: stored, archive: output.name))
    guard hasContent else { return 0 }
    try write(map)
    let wanted = stored - Int64(map.count)
    let missing = try copy(contents, wanted)
    try writeZeros((512 - stored % 512) % 512)
    return missing
  }

  /// Writes what stands at the end of an archive, and finishes the output.
  ///
  /// - Throws: What the output throws.
  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    try writeZeros(1024)
    try writeZeros((Self.recordSize - total % Self.recordSize) % Self.recordSize)
    try flush()
    try output.finish()
  }

  // MARK: - Bytes

  /// Copies so many bytes; returns how many there were too few, or at least one too many.
  private func copy(_ contents: (any ArchiveInput)?, _ wanted: Int64) throws -> Int64 {
    var rest = wanted
    while rest > 0, let contents {
      if used == buffer.count { try flush() }
      let room = Int(min(rest, Int64(buffer.count - used)))
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + room])
      let count = try contents.read(into: part)
      if count == 0 { break }
      used += count
      total += Int64(count)
      rest -= Int64(count)
    }
    if rest > 0 {
      try writeZeros(rest)
      return rest
    }
    guard let contents else { return 0 }
    return try withUnsafeTemporaryAllocation(byteCount: 16, alignment: 1) { probe in
      Int64(try contents.read(into: probe))
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        if used == buffer.count { try flush() }
        let count = min(rest.count, buffer.count - used)
        UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        used += count
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
    total += Int64(bytes.count)
  }

  private func writeZeros(_ count: Int64) throws {
    var rest = count
    while rest > 0 {
      if used == buffer.count { try flush() }
      let number = Int(min(rest, Int64(buffer.count - used)))
      UnsafeMutableRawBufferPointer(rebasing: buffer[used..<used + number])
        .initializeMemory(as: UInt8.self, repeating: 0)
      used += number
      rest -= Int64(number)
    }
    total += count
  }

  private func flush() throws {
    guard used > 0 else { return }
    try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
    used = 0
  }

  private func unsupported(_ entry: ArchiveEntry, _ what: String) -> ArchiveError {
    ArchiveError(.unsupported, archive: output.name, member: entry.name, "\(what). Leave it out.")
  }
}
