/// Goes through two sequences side by side until the longer one ends, lazily.
///
/// Python's `itertools.zip_longest` of two sequences; `zip` ends with the shorter one.
///
/// - Parameters:
///   - first: A sequence.
///   - second: Another sequence.
/// - Returns: A lazy sequence of pairs, with `nil` in place of what is missing.
/// - Complexity: O(1).
@inlinable
public func zipLongest<First: Sequence, Second: Sequence>(
  _ first: First,
  _ second: Second
) -> ZipLongestPairs<First, Second> {
  ZipLongestPairs(first, second)
}

/// Goes through any number of sequences side by side until the longest one ends, lazily.
///
/// Python's `itertools.zip_longest` with `fillvalue`.
///
/// - Parameters:
///   - sequences: The sequences.
///   - fill: What stands in place of what is missing.
/// - Returns: A lazy sequence of arrays, each as long as `sequences`.
/// - Complexity: O(1).
@inlinable
public func zipLongest<Base: Sequence>(
  _ sequences: [Base],
  fill: Base.Element
) -> ZipLongestRows<Base> {
  ZipLongestRows(sequences, fill: fill)
}

/// Two sequences side by side, as long as the longer one.
public struct ZipLongestPairs<First: Sequence, Second: Sequence>: LazySequenceProtocol {
  @usableFromInline
  let first: First
  @usableFromInline
  let second: Second

  @inlinable
  init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Returns an iterator over the pairs.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(first.makeIterator(), second.makeIterator())
  }

  /// The iterator of ``ZipLongestPairs``.
  public struct Iterator: IteratorProtocol {
    /// `nil` once the sequence has ended.
    @usableFromInline
    var first: First.Iterator?
    @usableFromInline
    var second: Second.Iterator?

    @inlinable
    init(_ first: First.Iterator, _ second: Second.Iterator) {
      self.first = first
      self.second = second
    }

    /// Returns the next pair.
    ///
    /// - Complexity: O(1).
    @inlinable
    public mutating func next() -> (First.Element?, Second.Element?)? {
      let left = first?.next()
      if left == nil { first = nil }
      let right = second?.next()
      if right == nil { second = nil }
      return left == nil && right == nil ? nil : (left, right)
    }
  }
}

/// Any number of sequences side by side, as long as the longest one.
public struct ZipLongestRows<Base: Sequence>: LazySequenceProtocol {
  @usableFromInline
  let sequences: [Base]
  @usableFromInline
  let fill: Base.Element

  @inlinable
  init(_ sequences: [Base], fill: Base.Element) {
    self.sequences = sequences
    self.fill = fill
  }

  /// Returns an iterator over the rows.
  ///
  /// - Complexity: O(*k*) for *k* sequences.
  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(sequences.map { $0.makeIterator() }, fill: fill)
  }

  /// The iterator of ``ZipLongestRows``.
  public struct Iterator: IteratorProtocol {
    /// `nil` once the sequence has ended.
    @usableFromInline
    var iterators: [Base.Iterator?]
    @usableFromInline
    let fill: Base.Element

    @inlinable
    init(_ iterators: [Base.Iterator], fill: Base.Element) {
      self.iterators = iterators
      self.fill = fill
    }

    /// Returns the next row.
    ///
    /// - Complexity: O(*k*) for *k* sequences.
    @inlinable
    public mutating func next() -> [Base.Element]? {
      var row: [Base.Element] = []
      row.reserveCapacity(iterators.count)
      var isOver = true
      for index in iterators.indices {
        if let element = iterators[index]?.next() {
          row.append(element)
          isOver = false
        } else {
          iterators[index] = nil
          row.append(fill)
        }
      }
      return isOver ? nil : row
    }
  }
}
