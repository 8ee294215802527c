/// Some whole lines or items of a JSON source, with room behind them that may be read.
///
/// Only one thread at a time has a block.
final class JSONBlock: @unchecked Sendable {
  /// How many bytes behind ``count`` may be read, so that words can be loaded at the end.
  static let slack = 64

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// How many bytes there are.
  var count = 0
  /// Where they begin in the source.
  var offset = 0
  /// Whether, instead of bytes, there was one line that is too long.
  var isOverlong = false
  /// Whether it is the first of an array.
  var isFirst = false
  /// The place behind what comes before the first item of an array; elsewhere the very first one.
  var lead = JSONPlace()
  /// Whether nothing comes behind it.
  var isLast = false
  /// Whether the source ends here although its array is not closed.
  var isCut = false
  /// What is wrong with the bytes behind it.
  var fault: JSONProblem?
  /// How far behind the bytes that is, as a place counted from their end.
  var faultDistance = JSONPlace()

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + Self.slack)
    bytes.initialize(repeating: 0, count: capacity + Self.slack)
  }

  deinit { bytes.deallocate() }

  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// Makes more room; the bytes stay.
  func grow(to capacity: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
    larger.update(from: bytes, count: self.capacity)
    (larger + self.capacity).initialize(
      repeating: 0,
      count: capacity + Self.slack - self.capacity
    )
    bytes.deallocate()
    bytes = larger
    self.capacity = capacity
  }

  /// Puts a byte behind the last one and zeros behind it, at which every search stops.
  func close(with byte: UInt8) {
    (bytes + count).update(repeating: 0, count: Self.slack)
    bytes[count] = byte
  }
}
