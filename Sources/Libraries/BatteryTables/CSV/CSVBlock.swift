/// Whole rows of a file, in memory, with room after them that may be read.
final class CSVBlock: @unchecked Sendable {
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Where the rows begin; what is before is the header.
  var start = 0
  /// Where they end.
  var count = 0
  /// Its number in the file, from 0.
  var ordinal = 0
  /// How many bytes of the file are before it.
  var offset = 0
  /// The number of its first line.
  var line = 1

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + ByteScan.padding)
    bytes.initialize(repeating: 0, count: capacity + ByteScan.padding)
  }

  deinit { bytes.deallocate() }

  /// Makes room; keeps the first `used` bytes.
  func grow(to capacity: Int, keeping used: Int) {
    guard capacity > self.capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + ByteScan.padding)
    larger.update(from: bytes, count: used)
    (larger + used).initialize(repeating: 0, count: capacity + ByteScan.padding - used)
    bytes.deallocate()
    bytes = larger
    self.capacity = capacity
  }

  /// The number of the line at a place.
  func line(at place: Int) -> Int { line + Self.lines(bytes, 0, place) }

  /// How many lines end between two places.
  static func lines(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Int {
    let count = ByteScan.count(10, in: bytes, from: from, to: to)
    return count > 0 ? count : ByteScan.count(13, in: bytes, from: from, to: to)
  }
}
