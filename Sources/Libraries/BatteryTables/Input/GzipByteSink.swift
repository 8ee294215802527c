import CZlib

/// Compresses bytes as gzip does and passes them on.
public final class GzipByteSink: ByteSink {
  private var sink: any ByteSink
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableRawBufferPointer
  private var isFinished = false

  private static let blockSize = 1 << 18
  private static let window: Int32 = 15 + 16
  private static let memoryLevel: Int32 = 8
  private static let usualLevel: Int32 = 6

  /// Compresses for a sink.
  ///
  /// - Throws: ``TableError`` when there is no memory for it.
  public init(_ sink: any ByteSink) throws(TableError) {
    self.sink = sink
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    output = .allocate(byteCount: Self.blockSize, alignment: 16)
    let status = deflateInit2_(
      stream,
      Self.usualLevel,
      Z_DEFLATED,
      Self.window,
      Self.memoryLevel,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard status == Z_OK else {
      throw TableError(.inputOutput, "zlib could not be started. Free some memory.")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  /// Compresses bytes.
  ///
  /// - Throws: What the sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = min(rest.count, Int(Int32.max))
      // zlib does not write to its input; its declaration is older than `const`.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: rest.baseAddress?.assumingMemoryBound(to: UInt8.self)
      )
      stream.pointee.avail_in = UInt32(count)
      try deflateAll(Z_NO_FLUSH)
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes the end of the file, after which nothing can be written.
  ///
  /// - Throws: What the sink throws.
  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    stream.pointee.avail_in = 0
    try deflateAll(Z_FINISH)
  }

  private func deflateAll(_ flush: Int32) throws {
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      deflate(stream, flush)
      let count = output.count - Int(stream.pointee.avail_out)
      if count > 0 { try sink.write(UnsafeRawBufferPointer(rebasing: output[..<count])) }
    } while stream.pointee.avail_out == 0
  }
}
