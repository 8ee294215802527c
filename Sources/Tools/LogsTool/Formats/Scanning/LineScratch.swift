/// Memory for texts that a line does not hold as they are, such as those with escapes in JSON.
final class LineScratch {
  // So many bytes after its texts may be read, as after those of a line.
  private static let padding = 64

  private var memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 4096 + padding)
  private var capacity = 4096
  private(set) var count = 0

  init() { memory.initialize(repeating: 0, count: capacity + Self.padding) }

  deinit { memory.deallocate() }

  /// Forgets all texts, and makes place for some bytes; texts stay where they are until the next call.
  func begin(_ bytes: Int) {
    count = 0
    guard bytes > capacity else { return }
    memory.deallocate()
    capacity = max(bytes, capacity * 2)
    memory = .allocate(capacity: capacity + Self.padding)
    memory.initialize(repeating: 0, count: capacity + Self.padding)
  }

  /// Adds a byte; what there is no place for is dropped.
  @inline(__always)
  func append(_ byte: UInt8) {
    guard count < capacity else { return }
    memory[count] = byte
    count &+= 1
  }

  /// Adds bytes.
  func append(_ text: LogRecord.Text) {
    guard let base = text.baseAddress else { return }
    let added = min(text.count, capacity - count)
    (memory + count).update(from: base, count: added)
    count += added
  }

  /// The text from a place to the end.
  func text(from start: Int) -> LogRecord.Text {
    LogRecord.Text(start: UnsafePointer(memory + start), count: count - start)
  }
}
