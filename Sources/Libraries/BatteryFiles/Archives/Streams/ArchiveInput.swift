/// Where the bytes of an archive, or of a member, come from, from the first to the last.
public protocol ArchiveInput: AnyObject {
  /// What messages call it.
  var name: String { get }

  /// The bytes that were read or passed over so far, as they are stored.
  var consumed: Int64 { get }

  /// Reads some of the bytes that come next.
  ///
  /// - Parameter buffer: Where they are put, from its start; not empty.
  /// - Returns: How many there are; 0 only at the end.
  /// - Throws: What the system says, or the format of what is decompressed.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Passes over bytes.
  ///
  /// - Returns: How many there were; fewer than asked for only at the end.
  func skip(_ count: Int64) throws -> Int64
}

extension ArchiveInput {
  /// Reads the bytes and forgets them.
  public func skip(_ count: Int64) throws -> Int64 {
    var done: Int64 = 0
    try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while done < count {
        let room = Int(min(Int64(buffer.count), count - done))
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
        let number = try read(into: part)
        if number == 0 { break }
        done += Int64(number)
      }
    }
    return done
  }
}

/// Bytes that can be read at any place: a file, or memory.
public protocol ArchiveStorage: AnyObject {
  /// What messages call it.
  var name: String { get }

  /// How many bytes there are.
  var size: Int64 { get }

  /// Reads some of the bytes from a place on.
  ///
  /// - Returns: How many there are; 0 only at the end.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
