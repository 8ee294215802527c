public import OrderedCollections

/// How often each element occurs, in the order in which the elements were first seen.
///
/// An element that is not there counts as 0. Counts may be zero or negative, as after
/// ``subtract(_:)-(Sequence<Element>)``; an element stays until it is removed, or until an
/// operator such as `+` leaves it out. Counts trap on overflow of `Int`.
///
/// This is Python's `collections.Counter`. To count pieces of a byte buffer, ``ByteCounter`` is
/// many times faster.
public struct Counter<Element: Hashable> {
  @usableFromInline
  var counts: OrderedDictionary<Element, Int>

  @inlinable
  init(unchecked counts: OrderedDictionary<Element, Int>) {
    self.counts = counts
  }

  /// Creates an empty counter.
  ///
  /// - Complexity: O(1).
  @inlinable
  public init() {
    counts = [:]
  }

  /// Creates a counter of the elements of a sequence.
  ///
  /// - Parameter elements: The elements to count.
  /// - Complexity: Expected O(*n*), where *n* is the length of the sequence.
  @inlinable
  public init(_ elements: some Sequence<Element>) {
    counts = [:]
    update(with: elements)
  }

  /// Creates a counter from elements with their counts.
  ///
  /// - Parameter counts: The counts; those of the same element are added.
  /// - Complexity: Expected O(*n*), where *n* is the length of the sequence.
  @inlinable
  public init(counts: some Sequence<(element: Element, count: Int)>) {
    self.counts = [:]
    for (element, count) in counts { self.counts[element, default: 0] += count }
  }

  // MARK: - Looking up

  /// The count of an element; 0 when it was never counted.
  ///
  /// Setting a count of 0 keeps the element; ``remove(_:)`` removes it.
  ///
  /// - Complexity: Expected O(1).
  @inlinable
  public subscript(element: Element) -> Int {
    get { counts[element] ?? 0 }
    _modify { yield &counts[element, default: 0] }
  }

  /// How many distinct elements there are, those with a count of 0 or less included.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var count: Int { counts.count }

  /// Whether there are no elements.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var isEmpty: Bool { counts.isEmpty }

  /// The sum of all counts.
  ///
  /// - Complexity: O(``count``).
  @inlinable
  public var total: Int { counts.values.reduce(0, +) }

  /// Whether an element is there, whatever its count.
  ///
  /// - Complexity: Expected O(1).
  @inlinable
  public func contains(_ element: Element) -> Bool { counts.keys.contains(element) }

  /// The elements with the largest counts, largest first.
  ///
  /// Of elements with equal counts, the one that was seen first comes first.
  ///
  /// - Parameter limit: How many to return; `nil` for all.
  /// - Returns: At most `limit` elements with their counts.
  /// - Complexity: O(*n* log *k*), where *n* is ``count`` and *k* the smaller of *n* and `limit`.
  @inlinable
  public func mostCommon(_ limit: Int? = nil) -> [(element: Element, count: Int)] {
    items.nlargest(limit ?? count) { $0.count }
  }

  // MARK: - Changing

  /// Adds 1 to the count of each element of a sequence.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the length of the sequence.
  @inlinable
  public mutating func update(with elements: some Sequence<Element>) {
    for element in elements { counts[element, default: 0] += 1 }
  }

  /// Adds the counts of another counter, keeping elements whose count becomes 0 or less.
  ///
  /// - Complexity: Expected O(*m*), where *m* is the other counter's ``count``.
  @inlinable
  public mutating func update(with other: Counter) {
    for (element, count) in other.counts { counts[element, default: 0] += count }
  }

  /// Takes 1 off the count of each element of a sequence; counts may become negative.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the length of the sequence.
  @inlinable
  public mutating func subtract(_ elements: some Sequence<Element>) {
    for element in elements { counts[element, default: 0] -= 1 }
  }

  /// Takes off the counts of another counter; counts may become negative.
  ///
  /// - Complexity: Expected O(*m*), where *m* is the other counter's ``count``.
  @inlinable
  public mutating func subtract(_ other: Counter) {
    for (element, count) in other.counts { counts[element, default: 0] -= count }
  }

  /// Removes an element.
  ///
  /// - Returns: The count that it had, or `nil` when it was not there.
  /// - Complexity: O(``count``), since those that were seen later move up.
  @inlinable
  @discardableResult
  public mutating func remove(_ element: Element) -> Int? {
    counts.removeValue(forKey: element)
  }

  /// Removes all elements.
  ///
  /// - Complexity: O(``count``).
  @inlinable
  public mutating func removeAll(keepingCapacity: Bool = false) {
    counts.removeAll(keepingCapacity: keepingCapacity)
  }
}

extension Counter: Sendable where Element: Sendable {}

extension Counter: ExpressibleByDictionaryLiteral {
  /// Creates a counter from elements and counts that are written out.
  ///
  /// - Complexity: Expected O(*n*), where *n* is the number of pairs.
  @inlinable
  public init(dictionaryLiteral elements: (Element, Int)...) {
    self.init(counts: elements.lazy.map { (element: $0.0, count: $0.1) })
  }
}

extension Counter: CustomStringConvertible {
  /// The elements with their counts, most common first.
  public var description: String {
    let items = mostCommon().map { "\(String(reflecting: $0.element)): \($0.count)" }
    return "Counter([\(items.isEmpty ? ":" : items.joined(separator: ", "))])"
  }
}
