import BatteryFiles

/// Compresses bytes as gzip does and passes them on.
public final class GzipByteSink: ByteSink {
  private var sink: any ByteSink
  private let deflater: Deflater
  private let output: UnsafeMutableRawBufferPointer
  private var isFinished = false

  private static let blockSize = 1 << 18
  private static let usualLevel = 6

  /// Compresses for a sink.
  ///
  /// - Throws: ``TableError`` when there is no memory for it.
  public init(_ sink: any ByteSink) throws(TableError) {
    guard let deflater = Deflater(.gzip, level: Self.usualLevel) else {
      throw TableError(.inputOutput, "zlib could not be started. Free some memory.")
    }
    self.sink = sink
    self.deflater = deflater
    output = .allocate(byteCount: Self.blockSize, alignment: 16)
  }

  deinit {
    output.deallocate()
  }

  /// Compresses bytes.
  ///
  /// - Throws: What the sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let step = try deflate(rest, isLast: false)
      rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
    }
  }

  /// Writes the end of the file, after which nothing can be written.
  ///
  /// - Throws: What the sink throws.
  public func finish() throws {
    guard !isFinished else { return }
    isFinished = true
    while try !deflate(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true).isAtEnd {}
  }

  private func deflate(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws -> Inflater.Step {
    let step = deflater.step(bytes, into: output, isLast: isLast)
    if step.produced > 0 {
      try sink.write(UnsafeRawBufferPointer(rebasing: output[..<step.produced]))
    }
    return step
  }
}
