import SystemPackage

/// What came of reading from a pipe that does not block.
enum PipeReading {
  case bytes
  /// There were some, and fewer than there was room for.
  case lastBytes
  case empty
  case ended
}

extension FileDescriptor {
  /// Reads once, and hands on what there was.
  func readWhatIsThere(_ take: (UnsafeRawBufferPointer) -> Void) -> PipeReading {
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
      do {
        let count = try read(into: buffer)
        if count == 0 { return .ended }
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count < buffer.count ? .lastBytes : .bytes
      } catch {
        return (error as? Errno) == .wouldBlock ? .empty : .ended
      }
    }
  }
}
