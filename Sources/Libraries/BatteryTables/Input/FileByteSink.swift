public import SystemPackage

/// Bytes that are written to an open file, a pipe or a terminal; it is not closed.
public struct FileByteSink: ByteSink {
  private let descriptor: FileDescriptor

  /// Writes to an open file.
  public init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// Writes all the bytes.
  ///
  /// - Throws: `Errno`, as the system says it.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    try descriptor.writeAll(bytes)
  }
}
