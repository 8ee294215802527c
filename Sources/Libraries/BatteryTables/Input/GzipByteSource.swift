import CZlib

/// The bytes that a gzip file holds, of all its members one after the other.
public final class GzipByteSource: ByteSource {
  /// What messages call it.
  public var name: String { source.name }

  private var source: any ByteSource
  /// zlib keeps the address of it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var isInMember = false
  private var isAtEnd = false
  private var hadMember = false

  private static let blockSize = 1 << 18
  /// The largest window, and 16 for the head and tail of gzip.
  private static let window: Int32 = 15 + 16

  /// Reads compressed bytes from a source.
  ///
  /// - Throws: ``TableError`` when there is no memory for it.
  public init(_ source: any ByteSource) throws(TableError) {
    self.source = source
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: Self.blockSize, alignment: 16)
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, Self.window, ZLIB_VERSION, size) == Z_OK else {
      throw TableError(.inputOutput, "\(source.name): zlib could not be started. Free some memory.")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``TableError`` when the file is damaged or cut off.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var written = 0
    let room = min(buffer.count, Int(UInt32.max))
    while written == 0, !isAtEnd {
      if stream.pointee.avail_in == 0 { try refill() }
      if isAtEnd { break }
      if !isInMember, try !beginMember() { break }
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let status = inflate(stream, Z_NO_FLUSH)
      written = room - Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END: isInMember = false
      case Z_OK, Z_BUF_ERROR: break
      default: throw damaged()
      }
    }
    return written
  }

  /// Goes back to the first byte, if the compressed bytes can.
  public func restart() throws -> Bool {
    guard try source.restart() else { return false }
    stream.pointee.avail_in = 0
    inflateReset(stream)
    isInMember = false
    hadMember = false
    isAtEnd = false
    return true
  }

  private func refill() throws {
    let count = try source.read(into: input)
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    guard count == 0 else { return }
    guard !isInMember else {
      throw TableError(
        .invalidData,
        "\(name): the gzip data is cut off. Fetch the file again, or repair it with gzrecover."
      )
    }
    isAtEnd = true
  }

  /// Looks at what comes after a member: another one, zeros up to the end of a block, or an error.
  private func beginMember() throws -> Bool {
    if hadMember {
      while stream.pointee.next_in.pointee == 0 {
        stream.pointee.next_in += 1
        stream.pointee.avail_in -= 1
        if stream.pointee.avail_in == 0 { try refill() }
        if isAtEnd { return false }
      }
      inflateReset(stream)
    }
    hadMember = true
    isInMember = true
    return true
  }

  private func damaged() -> TableError {
    let detail = stream.pointee.msg.map { String(cString: $0) } ?? "it cannot be read"
    return TableError(
      .invalidData,
      "\(name): the gzip data is damaged: \(detail). Fetch the file again."
    )
  }
}
