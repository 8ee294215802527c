/// Where bytes are written to, from the first to the last.
public protocol ByteSink {
  /// Writes all the bytes.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// Bytes that are written into memory.
public struct MemoryByteSink: ByteSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink.
  public init() {}

  /// Adds bytes.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) {
    self.bytes.append(contentsOf: bytes)
  }
}
