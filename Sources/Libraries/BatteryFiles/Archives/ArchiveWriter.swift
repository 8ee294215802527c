/// An archive that is written member by member.
public protocol ArchiveWriter: AnyObject {
  /// Whether the format has names for files that are in the archive already.
  var hasHardLinks: Bool { get }

  /// Adds a member.
  ///
  /// - Parameters:
  ///   - entry: The member; of a file ``ArchiveEntry/size`` has to be what `contents` gives, unless
  ///     the format can do without.
  ///   - contents: The bytes of a file; `nil` for everything else.
  /// - Returns: How many bytes `contents` had too few or too many, as for a file that somebody
  ///   changes meanwhile; those are made up with zeros, or left out.
  /// - Throws: ``ArchiveError`` when the format has no room for the member, or what `contents` or
  ///   the output throws.
  @discardableResult
  func add(_ entry: ArchiveEntry, contents: (any ArchiveInput)?) throws -> Int64

  /// Writes what stands at the end of an archive, and finishes the output.
  ///
  /// - Throws: What the output throws.
  func finish() throws
}

extension ArchiveWriter {
  /// Adds a file whose bytes are in memory; its size is theirs.
  public func add(_ entry: ArchiveEntry, contents: [UInt8]) throws {
    var entry = entry
    entry.size = Int64(contents.count)
    try add(entry, contents: MemoryArchiveInput(contents))
  }

  /// Adds a member without content.
  public func add(_ entry: ArchiveEntry) throws {
    try add(entry, contents: nil)
  }
}
