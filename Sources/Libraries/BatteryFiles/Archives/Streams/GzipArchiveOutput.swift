/// Compresses bytes as gzip does and passes them on.
///
/// The head holds neither name nor time, so that the same bytes always give the same file.
public final class GzipArchiveOutput: ArchiveOutput {
  /// What messages call it.
  public var name: String { output.name }

  private let output: any ArchiveOutput
  private let deflater: Deflater
  private let buffer: UnsafeMutableRawBufferPointer

  /// Compresses for an output.
  ///
  /// - Parameters:
  ///   - output: Where compressed bytes go.
  ///   - level: From 1, the fastest, to 9, the smallest.
  /// - Throws: ``ArchiveError`` when there is no memory for it.
  public init(_ output: any ArchiveOutput, level: Int = 6) throws(ArchiveError) {
    guard let deflater = Deflater(.gzip, level: level) else {
      throw ArchiveError(
        .unsupported,
        archive: output.name,
        "zlib could not be started. Free some memory."
      )
    }
    self.output = output
    self.deflater = deflater
    buffer = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Compresses bytes.
  ///
  /// - Throws: What the output throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let step = try deflate(rest, isLast: false)
      rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
    }
  }

  /// Writes the end of the file.
  ///
  /// - Throws: What the output throws.
  public func finish() throws {
    while try !deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true).isAtEnd {}
    try output.finish()
  }

  private func deflate(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws -> Inflater.Step {
    let step = deflater.step(bytes, into: buffer, isLast: isLast)
    if step.produced > 0 {
      try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<step.produced]))
    }
    return step
  }
}
