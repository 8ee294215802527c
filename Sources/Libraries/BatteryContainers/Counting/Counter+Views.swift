public import OrderedCollections

extension Counter {
  /// The distinct elements with their counts, in the order in which they were first seen.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var items: CounterItems<Element> { CounterItems(counts: counts) }

  /// Every element as many times as it was counted; those with 0 or less are left out.
  ///
  /// - Complexity: O(1); going through it is O(``total``).
  @inlinable
  public var elements: CounterElements<Element> { CounterElements(items: items) }
}

/// The distinct elements of a ``Counter`` with their counts.
public struct CounterItems<Counted: Hashable>: RandomAccessCollection {
  /// An element and how often it was counted.
  public typealias Element = (element: Counted, count: Int)

  @usableFromInline
  let counts: OrderedDictionary<Counted, Int>

  @inlinable
  init(counts: OrderedDictionary<Counted, Int>) {
    self.counts = counts
  }

  /// The position of the first item: 0.
  @inlinable
  public var startIndex: Int { 0 }

  /// The position behind the last item.
  @inlinable
  public var endIndex: Int { counts.count }

  /// The item at a position.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(position: Int) -> (element: Counted, count: Int) {
    let item = counts.elements[position]
    return (item.key, item.value)
  }
}

extension CounterItems: Sendable where Counted: Sendable {}

/// The elements of a ``Counter``, each as many times as it was counted.
public struct CounterElements<Counted: Hashable>: LazySequenceProtocol {
  @usableFromInline
  let items: CounterItems<Counted>

  @inlinable
  init(items: CounterItems<Counted>) {
    self.items = items
  }

  /// Returns an iterator over the elements.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator { Iterator(items: items) }

  /// The iterator of ``CounterElements``.
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    let items: CounterItems<Counted>
    @usableFromInline
    var position = 0
    @usableFromInline
    var given = 0

    @inlinable
    init(items: CounterItems<Counted>) {
      self.items = items
    }

    /// Returns the next element.
    ///
    /// - Complexity: Amortized O(1), unless many counts are 0 or less.
    @inlinable
    public mutating func next() -> Counted? {
      while position < items.endIndex {
        let (element, count) = items[position]
        if given < count {
          given += 1
          return element
        }
        position += 1
        given = 0
      }
      return nil
    }
  }
}

extension CounterElements: Sendable where Counted: Sendable {}
