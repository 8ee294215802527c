extension Sequence {
  /// Returns the first elements, lazily: Python's `islice(sequence, stop)`.
  ///
  /// - Parameter stop: How many elements, 0 or more.
  /// - Returns: A lazy sequence.
  /// - Complexity: O(1).
  @inlinable
  public func islice(_ stop: Int) -> SliceSequence<Self> {
    islice(from: 0, to: stop)
  }

  /// Returns the elements at some positions, lazily: Python's `islice(sequence, start, stop, step)`.
  ///
  /// As in Python, a sequence that can be gone through only once is gone through until `stop`, or
  /// until a `start` behind that, though its last elements may not be in the slice.
  ///
  /// - Parameters:
  ///   - start: The position of the first element, 0 or more.
  ///   - stop: The position before which to end, 0 or more; `nil` for the end of the sequence.
  ///   - step: The distance from one position to the next, 1 or more.
  /// - Returns: A lazy sequence.
  /// - Complexity: O(1). Going through it takes O(`stop`) time and O(1) memory.
  @inlinable
  public func islice(
    from start: Int,
    to stop: Int? = nil,
    by step: Int = 1
  )
    -> SliceSequence<Self>
  {
    precondition(start >= 0, "islice: start is \(start); pass 0 or more")
    precondition(stop.map { $0 >= 0 } ?? true, "islice: stop is negative; pass 0 or more, or nil")
    precondition(step >= 1, "islice: step is \(step); pass 1 or more")
    return SliceSequence(self, start: start, stop: stop, step: step)
  }
}

/// Some elements of a sequence, by their positions.
public struct SliceSequence<Base: Sequence>: LazySequenceProtocol {
  @usableFromInline
  let base: Base
  @usableFromInline
  let start: Int
  @usableFromInline
  let stop: Int?
  @usableFromInline
  let step: Int

  @inlinable
  init(_ base: Base, start: Int, stop: Int?, step: Int) {
    self.base = base
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// Returns an iterator over the slice.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(base.makeIterator(), following: start, stop: stop ?? .max, step: step)
  }

  /// The iterator of ``SliceSequence``.
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    var base: Base.Iterator
    /// How many elements were taken from the sequence.
    @usableFromInline
    var taken = 0
    /// The position of the next element to return; none from `stop` on.
    @usableFromInline
    var following: Int
    @usableFromInline
    let stop: Int
    @usableFromInline
    let step: Int

    @inlinable
    init(_ base: Base.Iterator, following: Int, stop: Int, step: Int) {
      self.base = base
      self.following = following
      self.stop = stop
      self.step = step
    }

    /// Returns the next element.
    ///
    /// - Complexity: O(`step`); O(`start`) the first time.
    @inlinable
    public mutating func next() -> Base.Element? {
      while taken < following {
        guard base.next() != nil else {
          following = taken
          return end()
        }
        taken += 1
      }
      guard taken < stop, let element = base.next() else { return end() }
      taken += 1
      let (position, isBeyond) = following.addingReportingOverflow(step)
      following = isBeyond ? stop : Swift.min(position, stop)
      return element
    }

    /// Sees to it that an iterator that has ended is not asked again.
    @inlinable
    mutating func end() -> Base.Element? {
      taken = Swift.max(taken, stop)
      following = taken
      return nil
    }
  }
}
