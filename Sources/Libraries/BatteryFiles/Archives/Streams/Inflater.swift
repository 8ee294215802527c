import CZlib

/// zlib's inflate, as gzip or as zip frames it.
package final class Inflater {
  /// What stands around the compressed bytes.
  package enum Frame: Int32, Sendable {
    /// Nothing, as in zip.
    case none = -15
    /// Head and tail of gzip.
    case gzip = 31
  }

  /// What a step did.
  package struct Step {
    package var consumed: Int
    package var produced: Int
    package var isAtEnd: Bool
  }

  // zlib keeps the address of it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Begins; `nil` when there is no memory for it.
  package init?(_ frame: Frame) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, frame.rawValue, ZLIB_VERSION, size) == Z_OK else {
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins again.
  package func reset() {
    inflateReset(stream)
  }

  /// Decompresses what it can; `nil` when the bytes are damaged.
  package func step(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) -> Step? {
    let given = min(input.count, Int(Int32.max))
    let room = min(output.count, Int(Int32.max))
    // zlib does not write to its input; its declaration is older than `const`.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    )
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = inflate(stream, Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
    return Step(
      consumed: given - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out),
      isAtEnd: status == Z_STREAM_END
    )
  }

  /// What zlib says about damage.
  package var problem: String {
    stream.pointee.msg.map { String(cString: $0) } ?? "it cannot be read"
  }
}
