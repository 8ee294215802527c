extension Sequence {
  /// Returns each result of combining one more element with the result so far, lazily.
  ///
  /// Python's `itertools.accumulate` with a function. `reductions(_:)` of swift-algorithms on a
  /// lazy sequence does the same.
  ///
  /// - Parameter combine: Combines the result so far with the next element.
  /// - Returns: A lazy sequence as long as this one, that starts with the first element.
  /// - Complexity: O(1).
  @inlinable
  public func accumulate(
    _ combine: @escaping (Element, Element) -> Element
  ) -> AccumulateSequence<Self, Element> {
    AccumulateSequence(self, initial: nil, first: { $0 }, combine: combine)
  }

  /// Returns a first result, and each of combining one more element with the result so far, lazily.
  ///
  /// Python's `itertools.accumulate` with a function and `initial`.
  ///
  /// - Parameters:
  ///   - initial: The first result.
  ///   - combine: Combines the result so far with the next element.
  /// - Returns: A lazy sequence, longer by one than this one, that starts with `initial`.
  /// - Complexity: O(1).
  @inlinable
  public func accumulate<Result>(
    initial: Result,
    _ combine: @escaping (Result, Element) -> Result
  ) -> AccumulateSequence<Self, Result> {
    AccumulateSequence(self, initial: initial, first: { combine(initial, $0) }, combine: combine)
  }
}

extension Sequence where Element: AdditiveArithmetic {
  /// Returns the running totals, lazily: Python's `itertools.accumulate`.
  ///
  /// - Returns: A lazy sequence as long as this one, that starts with the first element.
  /// - Complexity: O(1).
  @inlinable
  public func accumulate() -> AccumulateSequence<Self, Element> {
    accumulate(+)
  }
}

/// The results of combining the elements of a sequence one after the other.
public struct AccumulateSequence<Base: Sequence, Result>: LazySequenceProtocol {
  @usableFromInline
  let base: Base
  @usableFromInline
  let initial: Result?
  @usableFromInline
  let first: (Base.Element) -> Result
  @usableFromInline
  let combine: (Result, Base.Element) -> Result

  @inlinable
  init(
    _ base: Base,
    initial: Result?,
    first: @escaping (Base.Element) -> Result,
    combine: @escaping (Result, Base.Element) -> Result
  ) {
    self.base = base
    self.initial = initial
    self.first = first
    self.combine = combine
  }

  /// Returns an iterator over the results.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The iterator of ``AccumulateSequence``.
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    let sequence: AccumulateSequence
    @usableFromInline
    var base: Base.Iterator
    @usableFromInline
    var result: Result?
    @usableFromInline
    var isStarted = false

    @inlinable
    init(_ sequence: AccumulateSequence) {
      self.sequence = sequence
      base = sequence.base.makeIterator()
    }

    /// Returns the next result.
    ///
    /// - Complexity: O(1), and what combining takes.
    @inlinable
    public mutating func next() -> Result? {
      if !isStarted {
        isStarted = true
        if let initial = sequence.initial {
          result = initial
          return initial
        }
      }
      guard let element = base.next() else { return nil }
      let following = result.map { sequence.combine($0, element) } ?? sequence.first(element)
      result = following
      return following
    }
  }
}
