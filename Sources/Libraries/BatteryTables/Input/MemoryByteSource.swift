/// Bytes that are in memory already.
public struct MemoryByteSource: ByteSource {
  /// What messages call it.
  public let name: String
  private let bytes: [UInt8]
  private let step: Int
  private var place = 0

  /// Reads bytes, at most `step` of them at a time.
  public init(_ bytes: [UInt8], name: String = "input", step: Int = .max) {
    self.bytes = bytes
    self.name = name
    self.step = max(1, step)
  }

  /// Reads the UTF-8 bytes of a text.
  public init(_ text: String, name: String = "input") {
    self.init(Array(text.utf8), name: name)
  }

  /// How many bytes there are.
  public var size: Int? { bytes.count }

  /// Copies the bytes that come next.
  public mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - place, step)
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<place + count]))
    }
    place += count
    return count
  }

  /// Goes back to the first byte.
  public mutating func restart() -> Bool {
    place = 0
    return true
  }
}
