public import DequeModule

/// A double-ended queue that may have a maximum length: at one end in, at the other end out.
///
/// When the queue is full, appending on one side drops an element from the other. This is
/// Python's `collections.deque`; without `maxLength`, swift-collections' `Deque` does the same.
public struct BoundedDeque<Element> {
  @usableFromInline
  var deque: Deque<Element>

  /// The most elements that the queue holds; `nil` for any number.
  public let maxLength: Int?

  /// Creates an empty queue.
  ///
  /// - Parameter maxLength: The most elements that the queue holds, 0 or more; `nil` for any
  ///   number.
  /// - Complexity: O(1); memory is taken as it is needed.
  @inlinable
  public init(maxLength: Int? = nil) {
    precondition(maxLength.map { $0 >= 0 } ?? true, "maxLength is negative; pass 0 or more")
    self.maxLength = maxLength
    deque = []
  }

  /// Creates a queue with the elements of a sequence, of which the last are kept.
  ///
  /// - Parameters:
  ///   - elements: The elements, appended one after the other.
  ///   - maxLength: The most elements that the queue holds, 0 or more; `nil` for any number.
  /// - Complexity: O(*n*), where *n* is the length of the sequence.
  @inlinable
  public init(_ elements: some Sequence<Element>, maxLength: Int? = nil) {
    self.init(maxLength: maxLength)
    append(contentsOf: elements)
  }

  /// Whether the next element that is appended drops another one.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var isFull: Bool { deque.count == maxLength }

  // MARK: - Adding

  /// Appends an element on the right.
  ///
  /// - Parameter element: The element.
  /// - Returns: The element that was dropped on the left; `element` itself when `maxLength` is 0.
  /// - Complexity: Amortized O(1).
  @inlinable
  @discardableResult
  public mutating func append(_ element: Element) -> Element? {
    guard maxLength != 0 else { return element }
    let dropped = isFull ? deque.popFirst() : nil
    deque.append(element)
    return dropped
  }

  /// Appends an element on the left.
  ///
  /// - Parameter element: The element.
  /// - Returns: The element that was dropped on the right; `element` itself when `maxLength` is 0.
  /// - Complexity: Amortized O(1).
  @inlinable
  @discardableResult
  public mutating func appendLeft(_ element: Element) -> Element? {
    guard maxLength != 0 else { return element }
    let dropped = isFull ? deque.popLast() : nil
    deque.prepend(element)
    return dropped
  }

  /// Appends the elements of a sequence on the right, one after the other: Python's `extend`.
  ///
  /// - Complexity: O(*n*), where *n* is the length of the sequence.
  @inlinable
  public mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// Appends the elements of a sequence on the left, one after the other: Python's `extendleft`.
  ///
  /// The last one is then the first of the queue, so that the sequence seems reversed.
  ///
  /// - Complexity: O(*n*), where *n* is the length of the sequence.
  @inlinable
  public mutating func appendLeft(contentsOf elements: some Sequence<Element>) {
    for element in elements { appendLeft(element) }
  }

  /// Inserts an element at a position, unless the queue is full.
  ///
  /// - Parameters:
  ///   - element: The element.
  ///   - index: The position, from 0 to `count`.
  /// - Returns: Whether there was room. Nothing is dropped for an insertion.
  /// - Complexity: O(the smaller of `index` and `count - index`).
  @inlinable
  @discardableResult
  public mutating func insert(_ element: Element, at index: Int) -> Bool {
    guard !isFull else { return false }
    deque.insert(element, at: index)
    return true
  }

  // MARK: - Taking

  /// Removes the element on the right and returns it; `nil` when the queue is empty.
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func popLast() -> Element? { deque.popLast() }

  /// Removes the element on the left and returns it; `nil` when the queue is empty.
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func popFirst() -> Element? { deque.popFirst() }

  /// Removes the element at a position.
  ///
  /// - Returns: The element that was there.
  /// - Complexity: O(the smaller of `index` and `count - index`).
  @inlinable
  @discardableResult
  public mutating func remove(at index: Int) -> Element { deque.remove(at: index) }

  /// Removes all elements.
  ///
  /// - Complexity: O(`count`).
  @inlinable
  public mutating func removeAll(keepingCapacity: Bool = false) {
    deque.removeAll(keepingCapacity: keepingCapacity)
  }

  // MARK: - Turning

  /// Moves elements from the right end to the left, or the other way when the number is negative.
  ///
  /// - Parameter steps: How many elements to move; those beyond `count` go round and round.
  /// - Complexity: O(the smaller of `steps` and `count - steps`, modulo `count`).
  @inlinable
  public mutating func rotate(by steps: Int = 1) {
    guard deque.count > 1 else { return }
    let remainder = steps % deque.count
    let right = remainder < 0 ? remainder + deque.count : remainder
    if right <= deque.count / 2 {
      for _ in 0..<right {
        if let element = deque.popLast() { deque.prepend(element) }
      }
    } else {
      for _ in right..<deque.count {
        if let element = deque.popFirst() { deque.append(element) }
      }
    }
  }
}

extension BoundedDeque where Element: Equatable {
  /// Removes the first element that is equal to a value.
  ///
  /// - Returns: Whether there was one.
  /// - Complexity: O(`count`).
  @inlinable
  @discardableResult
  public mutating func remove(_ element: Element) -> Bool {
    guard let index = deque.firstIndex(of: element) else { return false }
    deque.remove(at: index)
    return true
  }
}

extension BoundedDeque: RandomAccessCollection, MutableCollection {
  /// The position of the leftmost element: 0.
  @inlinable
  public var startIndex: Int { 0 }

  /// The position behind the rightmost element.
  @inlinable
  public var endIndex: Int { deque.count }

  /// The element at a position.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(position: Int) -> Element {
    get { deque[position] }
    _modify { yield &deque[position] }
  }
}

extension BoundedDeque: Sendable where Element: Sendable {}

extension BoundedDeque: ExpressibleByArrayLiteral {
  /// Creates a queue of any length from elements that are written out.
  ///
  /// - Complexity: O(*n*), where *n* is the number of elements.
  @inlinable
  public init(arrayLiteral elements: Element...) {
    self.init(elements)
  }
}

extension BoundedDeque: CustomStringConvertible {
  /// The elements from left to right, as an array has them.
  public var description: String { Array(self).description }
}
