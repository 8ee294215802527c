// The `max(count:)` and `min(count:)` of swift-algorithms do not say which of equal elements they
// return, and compare by a predicate where a key is what is at hand.

extension Sequence {
  /// Returns the elements with the largest keys, largest first.
  ///
  /// Equal elements stay in their order, as in the start of a stable sort.
  ///
  /// - Parameters:
  ///   - count: How many to return; 0 or less for none.
  ///   - key: What an element is compared by; called once for each.
  /// - Returns: At most `count` elements.
  /// - Throws: What `key` throws.
  /// - Complexity: O(*n* log *k*) time and O(*k*) memory, where *n* is the length of the sequence
  ///   and *k* is `count`.
  @inlinable
  public func nlargest<Key: Comparable, Failure: Error>(
    _ count: Int,
    key: (Element) throws(Failure) -> Key
  ) throws(Failure) -> [Element] {
    var top = TopK<Element, Key>(count, .largest)
    for element in self { top.insert(element, key: try key(element)) }
    return top.sorted()
  }

  /// Returns the elements with the smallest keys, smallest first.
  ///
  /// Equal elements stay in their order, as in the start of a stable sort.
  ///
  /// - Parameters:
  ///   - count: How many to return; 0 or less for none.
  ///   - key: What an element is compared by; called once for each.
  /// - Returns: At most `count` elements.
  /// - Throws: What `key` throws.
  /// - Complexity: O(*n* log *k*) time and O(*k*) memory, where *n* is the length of the sequence
  ///   and *k* is `count`.
  @inlinable
  public func nsmallest<Key: Comparable, Failure: Error>(
    _ count: Int,
    key: (Element) throws(Failure) -> Key
  ) throws(Failure) -> [Element] {
    var top = TopK<Element, Key>(count, .smallest)
    for element in self { top.insert(element, key: try key(element)) }
    return top.sorted()
  }
}

extension Sequence where Element: Comparable {
  /// Returns the largest elements, largest first; equal ones stay in their order.
  ///
  /// - Parameter count: How many to return; 0 or less for none.
  /// - Returns: At most `count` elements.
  /// - Complexity: O(*n* log *k*) time and O(*k*) memory, where *n* is the length of the sequence
  ///   and *k* is `count`.
  @inlinable
  public func nlargest(_ count: Int) -> [Element] {
    nlargest(count) { $0 }
  }

  /// Returns the smallest elements, smallest first; equal ones stay in their order.
  ///
  /// - Parameter count: How many to return; 0 or less for none.
  /// - Returns: At most `count` elements.
  /// - Complexity: O(*n* log *k*) time and O(*k*) memory, where *n* is the length of the sequence
  ///   and *k* is `count`.
  @inlinable
  public func nsmallest(_ count: Int) -> [Element] {
    nsmallest(count) { $0 }
  }
}
