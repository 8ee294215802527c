/// An archive that is read member by member.
public protocol ArchiveReader: AnyObject {
  /// What messages call the archive.
  var name: String { get }

  /// The limits that the reader was made with.
  var limits: ArchiveLimits { get }

  /// The bytes of the archive that were read so far, as they are stored.
  var consumed: Int64 { get }

  /// Goes to the next member, past what was not read of the last one.
  ///
  /// - Returns: It; `nil` at the end.
  /// - Throws: ``ArchiveError``, or what the input throws.
  func next() throws -> ArchiveEntry?

  /// Reads some of the bytes of the member that come next, holes left out.
  ///
  /// - Parameter buffer: Where they are put, from its start; not empty.
  /// - Returns: Where in the file they stand and how many there are; `nil` at the end, after which
  ///   the file may still have a hole up to its size.
  /// - Throws: ``ArchiveError`` when the content is damaged, or what the input throws.
  func readBlock(into buffer: UnsafeMutableRawBufferPointer) throws -> ArchiveBlock?
}

/// Where the bytes stand that were read from a member.
public struct ArchiveBlock: Hashable, Sendable {
  /// How many bytes of the file come before them.
  public var offset: Int64
  /// How many there are.
  public var count: Int
}

extension ArchiveReader {
  /// Reads the whole content of the member, with zeros for holes.
  ///
  /// - Parameters:
  ///   - entry: The member, as ``next()`` returned it.
  ///   - limit: The most bytes; a longer member is refused.
  /// - Returns: The content.
  /// - Throws: ``ArchiveError`` when it is damaged or too long, or what the input throws.
  public func contents(of entry: ArchiveEntry, limit: Int = 1 << 30) throws -> [UInt8] {
    guard entry.size <= limit else {
      throw ArchiveError(
        .limit,
        archive: name,
        member: entry.name,
        "has more than \(limit) bytes. Extract it to a file."
      )
    }
    var bytes: [UInt8] = []
    let size = 1 << 16
    try withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { buffer in
      while let block = try readBlock(into: buffer) {
        if Int64(bytes.count) < block.offset {
          bytes.append(contentsOf: repeatElement(0, count: Int(block.offset) - bytes.count))
        }
        guard bytes.count + block.count <= limit else {
          throw ArchiveError(
            .limit,
            archive: name,
            member: entry.name,
            "has more than \(limit) bytes. Extract it to a file."
          )
        }
        bytes.append(contentsOf: buffer[..<block.count])
      }
    }
    if Int64(bytes.count) < entry.size {
      bytes.append(contentsOf: repeatElement(0, count: Int(entry.size) - bytes.count))
    }
    return bytes
  }
}
