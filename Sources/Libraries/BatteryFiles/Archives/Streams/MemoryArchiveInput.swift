/// Bytes that are in memory.
public final class MemoryArchiveInput: ArchiveInput, ArchiveStorage {
  /// What messages call it.
  public let name: String

  /// The bytes that were read so far.
  public private(set) var consumed: Int64 = 0

  private let bytes: [UInt8]
  private let step: Int

  /// Reads bytes, at most `step` of them at a time.
  public init(_ bytes: [UInt8], name: String = "archive", step: Int = .max) {
    self.bytes = bytes
    self.name = name
    self.step = max(1, step)
  }

  /// How many bytes there are.
  public var size: Int64 { Int64(bytes.count) }

  /// Copies the bytes that come next.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = read(at: consumed, into: buffer)
    consumed += Int64(count)
    return count
  }

  /// Copies bytes from a place on.
  public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < size else { return 0 }
    let start = Int(offset)
    let count = min(buffer.count, bytes.count - start, step)
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
    }
    return count
  }
}
