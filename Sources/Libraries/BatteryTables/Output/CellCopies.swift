/// Copies of what the columns of a batch hold.
///
/// Memory of an array may be looked at within a closure alone, and so the columns of a batch are
/// opened one within the other. Thousands of columns would be thousands of calls within each other,
/// for which no thread has the stack: what they hold is copied.
final class CellCopies {
  /// So many columns are opened one within the other.
  private static let mostNested = 128

  private var blocks: [UnsafeMutableRawPointer] = []

  /// A place for copies; `nil` when a batch has so few columns that none are needed.
  init?(of columns: Int) {
    guard columns > Self.mostNested else { return nil }
  }

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// Copies elements, which stay as long as this does.
  func add<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    guard !elements.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = copy.initialize(fromContentsOf: elements)
    if let start = UnsafeMutableRawPointer(copy.baseAddress) { blocks.append(start) }
    return UnsafeBufferPointer(copy)
  }
}
