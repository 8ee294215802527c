import CZlib

/// zlib's deflate, as gzip or as zip frames it.
package final class Deflater {
  // zlib keeps the address of it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Begins; `nil` when there is no memory for it.
  ///
  /// - Parameters:
  ///   - frame: What stands around the compressed bytes.
  ///   - level: From 1, the fastest, to 9, the smallest.
  package init?(_ frame: Inflater.Frame, level: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream,
      Int32(min(9, max(1, level))),
      Z_DEFLATED,
      frame.rawValue,
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard status == Z_OK else { return nil }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Begins again.
  package func reset() {
    deflateReset(stream)
  }

  /// Compresses what it can.
  ///
  /// - Parameters:
  ///   - input: The bytes.
  ///   - output: Where compressed bytes are put.
  ///   - isLast: Whether nothing comes after `input`.
  /// - Returns: How far it came.
  package func step(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer,
    isLast: Bool
  ) -> Inflater.Step {
    let given = min(input.count, Int(Int32.max))
    let room = min(output.count, Int(Int32.max))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = deflate(stream, isLast && given == input.count ? Z_FINISH : Z_NO_FLUSH)
    return Inflater.Step(
      consumed: given - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out),
      isAtEnd: status == Z_STREAM_END
    )
  }
}

/// The checksum of gzip and zip.
package func archiveChecksum(_ sum: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
  let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  return UInt32(truncatingIfNeeded: crc32_z(UInt(sum), start, bytes.count))
}
