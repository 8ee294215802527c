/// Memory for the records of rows; it stays where it is while this lives.
final class RecordBlock: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  let capacity: Int
  /// How much of it is used.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(byteCount: max(1, capacity), alignment: 8)
  }

  deinit { start.deallocate() }

  /// Takes some of what is left, or returns `nil` when that is too little.
  func take(_ size: Int) -> UnsafeMutableRawPointer? {
    guard capacity - count >= size else { return nil }
    defer { count += size }
    return start + count
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
