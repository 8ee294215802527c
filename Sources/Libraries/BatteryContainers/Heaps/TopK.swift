/// The best few of any number of elements, in memory for those few alone.
///
/// Of elements with equal keys, those that were inserted first are kept, and come first. To get
/// the best of a sequence at once, use `nlargest` and `nsmallest`.
///
/// The `Heap` of swift-collections is not used here, as it orders elements by `<` alone: keys and
/// the order of insertion would have to be part of each element.
public struct TopK<Element, Key: Comparable> {
  /// Which elements are the best.
  public enum Side: Hashable, Sendable {
    /// Those with the largest keys.
    case largest
    /// Those with the smallest keys.
    case smallest
  }

  @usableFromInline
  struct Entry {
    @usableFromInline
    var key: Key
    @usableFromInline
    var order: Int
    @usableFromInline
    var element: Element

    @inlinable
    init(key: Key, order: Int, element: Element) {
      self.key = key
      self.order = order
      self.element = element
    }
  }

  /// The most elements that are kept.
  public let capacity: Int
  /// Which elements are kept.
  public let side: Side
  /// A heap with the worst of the kept elements on top.
  @usableFromInline
  var heap: [Entry] = []
  /// How many elements were inserted.
  @usableFromInline
  var inserted = 0

  /// Creates an empty collector.
  ///
  /// - Parameters:
  ///   - capacity: The most elements to keep; 0 or less for none.
  ///   - side: Which elements to keep.
  /// - Complexity: O(1).
  @inlinable
  public init(_ capacity: Int, _ side: Side = .largest) {
    self.capacity = Swift.max(0, capacity)
    self.side = side
  }

  /// How many elements are kept.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var count: Int { heap.count }

  /// Whether there are no elements.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var isEmpty: Bool { heap.isEmpty }

  /// The worst key that is kept, once ``count`` is ``capacity``.
  ///
  /// A key must be better to be kept, so that costly elements need not be made in vain.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var threshold: Key? { heap.count == capacity ? heap.first?.key : nil }

  /// Inserts an element, which replaces the worst one when there are ``capacity`` already.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - key: What it is compared by.
  /// - Returns: Whether the element is kept, for now.
  /// - Complexity: O(log ``capacity``); O(1) when the element is not kept.
  @inlinable
  @discardableResult
  public mutating func insert(_ element: Element, key: Key) -> Bool {
    let entry = Entry(key: key, order: inserted, element: element)
    inserted += 1
    if heap.count < capacity {
      heap.append(entry)
      siftUp(from: heap.count - 1)
      return true
    }
    guard let worst = heap.first, isWorse(worst, than: entry) else { return false }
    heap[0] = entry
    siftDown()
    return true
  }

  /// Inserts the elements that another collector kept, as if they came after those here.
  ///
  /// - Complexity: O(*m* log *m*), where *m* is the sum of the capacities.
  @inlinable
  public mutating func merge(_ other: TopK) {
    for entry in other.heap.sorted(by: { $0.order < $1.order }) {
      insert(entry.element, key: entry.key)
    }
  }

  /// Returns what is kept, best first.
  ///
  /// - Complexity: O(*k* log *k*), where *k* is ``count``.
  @inlinable
  public func sorted() -> [Element] {
    heap.sorted { isWorse($1, than: $0) }.map(\.element)
  }

  // MARK: - The heap

  @inlinable
  func isWorse(_ left: Entry, than right: Entry) -> Bool {
    let (low, high) = side == .largest ? (left.key, right.key) : (right.key, left.key)
    if low < high { return true }
    return left.order > right.order && !(high < low)
  }

  @inlinable
  mutating func siftUp(from start: Int) {
    var position = start
    let entry = heap[position]
    while position > 0 {
      let parent = (position - 1) / 2
      guard isWorse(entry, than: heap[parent]) else { break }
      heap[position] = heap[parent]
      position = parent
    }
    heap[position] = entry
  }

  @inlinable
  mutating func siftDown() {
    let entry = heap[0]
    var position = 0
    while true {
      var child = 2 * position + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, isWorse(heap[child + 1], than: heap[child]) { child += 1 }
      guard isWorse(heap[child], than: entry) else { break }
      heap[position] = heap[child]
      position = child
    }
    heap[position] = entry
  }
}

extension TopK where Element == Key {
  /// Inserts an element that is compared itself.
  ///
  /// - Parameter element: The element.
  /// - Returns: Whether the element is kept, for now.
  /// - Complexity: O(log ``capacity``); O(1) when the element is not kept.
  @inlinable
  @discardableResult
  public mutating func insert(_ element: Element) -> Bool {
    insert(element, key: element)
  }
}

extension TopK: Sendable where Element: Sendable, Key: Sendable {}
extension TopK.Entry: Sendable where Element: Sendable, Key: Sendable {}
