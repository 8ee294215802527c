extension Sequence {
  /// Returns runs of consecutive elements with equal keys, lazily: Python's `itertools.groupby`.
  ///
  /// A key that comes back later starts a run of its own; sort by the key first, or use
  /// `Dictionary(grouping:by:)`, for one group a key. A run is an array, so that it stays valid when
  /// the next one is asked for. A collection can be split into slices without a copy:
  /// swift-algorithms has `chunked(on:)` for it.
  ///
  /// - Parameter key: What an element is compared by; called once for each.
  /// - Returns: A lazy sequence of keys with their runs.
  /// - Complexity: O(1). Going through it takes memory for the longest run.
  @inlinable
  public func groupBy<Key: Equatable>(
    _ key: @escaping (Element) -> Key
  ) -> GroupBySequence<Self, Key> {
    GroupBySequence(self, key: key)
  }
}

extension Sequence where Element: Equatable {
  /// Returns runs of equal consecutive elements, lazily: Python's `itertools.groupby`.
  ///
  /// - Returns: A lazy sequence of elements with their runs.
  /// - Complexity: O(1). Going through it takes memory for the longest run.
  @inlinable
  public func groupBy() -> GroupBySequence<Self, Element> {
    GroupBySequence(self) { $0 }
  }
}

/// Runs of consecutive elements with equal keys.
public struct GroupBySequence<Base: Sequence, Key: Equatable>: LazySequenceProtocol {
  @usableFromInline
  let base: Base
  @usableFromInline
  let key: (Base.Element) -> Key

  @inlinable
  init(_ base: Base, key: @escaping (Base.Element) -> Key) {
    self.base = base
    self.key = key
  }

  /// Returns an iterator over the runs.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator { Iterator(base.makeIterator(), key: key) }

  /// The iterator of ``GroupBySequence``.
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    var base: Base.Iterator
    @usableFromInline
    let key: (Base.Element) -> Key
    /// The first element of the next run, which was read to find the end of the last one.
    @usableFromInline
    var pending: (key: Key, element: Base.Element)?
    @usableFromInline
    var isStarted = false

    @inlinable
    init(_ base: Base.Iterator, key: @escaping (Base.Element) -> Key) {
      self.base = base
      self.key = key
    }

    /// Returns the next run.
    ///
    /// - Complexity: O(*m*), where *m* is the length of the run.
    @inlinable
    public mutating func next() -> (key: Key, values: [Base.Element])? {
      if !isStarted {
        isStarted = true
        pending = base.next().map { (key($0), $0) }
      }
      guard let first = pending else { return nil }
      pending = nil
      var values = [first.element]
      while let element = base.next() {
        let following = key(element)
        guard following == first.key else {
          pending = (following, element)
          break
        }
        values.append(element)
      }
      return (first.key, values)
    }
  }
}
