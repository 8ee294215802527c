/// Bytes that grow at their end, written through a pointer once there is room for them.
///
/// An array would check its room and its uniqueness for every byte; here it is asked for once for
/// many values. Whoever has the buffer writes to it alone.
final class OutputBuffer: @unchecked Sendable {
  /// How many bytes may be written beyond what was asked for, so that values can be copied sixteen
  /// bytes at a time.
  static let slack = 32

  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 16) {
    self.capacity = capacity + Self.slack
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// Where the next bytes go, after making room for them.
  func end(reserving number: Int) -> UnsafeMutablePointer<UInt8> {
    let needed = count + number + Self.slack
    if needed > capacity { grow(to: needed) }
    return start + count
  }

  /// Takes in the bytes that were written up to a place.
  func finish(at end: UnsafeMutablePointer<UInt8>) {
    count = end - start
    assert(count <= capacity, "A value was longer than the room that was asked for.")
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    let end = end(reserving: bytes.count)
    UnsafeMutableRawBufferPointer(start: end, count: bytes.count).copyMemory(from: bytes)
    count += bytes.count
  }

  func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  func removeAll() { count = 0 }

  func withBytes<T, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> T) throws(E) -> T {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  private func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
