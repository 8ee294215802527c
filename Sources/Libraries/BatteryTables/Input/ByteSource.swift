/// Bytes that are read block by block, from start to end: a file, a stream, what was compressed.
///
/// Several threads may read from one source, but never two at the same time.
public protocol ByteSource {
  /// What messages call it: a path, or `standard input`.
  var name: String { get }

  /// How many bytes there are; `nil` when that is not known before they are read.
  var size: Int? { get }

  /// Reads some of the bytes that come next.
  ///
  /// - Parameter buffer: Where they are put, from its start; not empty.
  /// - Returns: How many there are, possibly fewer than there is room for; 0 only at the end.
  /// - Throws: ``TableError``, or what the system says.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Goes back to the first byte.
  ///
  /// - Returns: Whether that could be done; `false` for a stream, which stays where it is.
  /// - Throws: ``TableError``, or what the system says.
  mutating func restart() throws -> Bool
}

extension ByteSource {
  /// Not known.
  public var size: Int? { nil }

  /// Cannot be done, unless the source says otherwise.
  public mutating func restart() throws -> Bool { false }

  /// Reads until the buffer is full or the source at its end.
  ///
  /// - Returns: How many bytes there are; fewer than there is room for only at the end.
  /// - Throws: What ``read(into:)`` throws.
  public mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let number = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if number == 0 { break }
      count += number
    }
    return count
  }
}
