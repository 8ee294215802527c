/// Repeats a sequence without an end: Python's `itertools.cycle`.
///
/// The sequence is gone through once, its elements are kept and then repeated. A collection needs
/// no such copy: swift-algorithms has `cycled()` and `cycled(times:)` for it.
///
/// - Parameter base: The sequence; if it is empty, so is the result.
/// - Returns: A lazy sequence.
/// - Complexity: O(1). Going through it takes O(*n*) memory for *n* elements.
@inlinable
public func cycle<Base: Sequence>(_ base: Base) -> CycleSequence<Base> {
  CycleSequence(base)
}

/// A sequence that is repeated without an end.
public struct CycleSequence<Base: Sequence>: LazySequenceProtocol {
  @usableFromInline
  let base: Base

  @inlinable
  init(_ base: Base) {
    self.base = base
  }

  /// Returns an iterator that starts with the first element.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator { Iterator(base.makeIterator()) }

  /// The iterator of ``CycleSequence``.
  public struct Iterator: IteratorProtocol {
    /// `nil` once the sequence has ended for the first time.
    @usableFromInline
    var base: Base.Iterator?
    @usableFromInline
    var saved: [Base.Element] = []
    @usableFromInline
    var position = 0

    @inlinable
    init(_ base: Base.Iterator) {
      self.base = base
    }

    /// Returns the next element; `nil` only when the sequence is empty.
    ///
    /// - Complexity: Amortized O(1).
    @inlinable
    public mutating func next() -> Base.Element? {
      if let element = base?.next() {
        saved.append(element)
        return element
      }
      base = nil
      guard !saved.isEmpty else { return nil }
      if position == saved.count { position = 0 }
      defer { position += 1 }
      return saved[position]
    }
  }
}
