/// Merges sorted sequences into one sorted sequence, lazily.
///
/// Equal elements come in the order of their sequences. Sequences that are not sorted give a
/// result that is not sorted.
///
/// - Parameters:
///   - sequences: The sequences, each sorted from the smallest to the largest element.
///   - reverse: Whether the sequences are sorted from the largest to the smallest, and the result
///     shall be so.
/// - Returns: The merged sequence.
/// - Complexity: O(1). Going through it takes O(*n* log *k*) time and O(*k*) memory, for *n*
///   elements in *k* sequences.
@inlinable
public func merge<Base: Sequence>(
  _ sequences: [Base],
  reverse: Bool = false
) -> MergeSequence<Base, Base.Element> where Base.Element: Comparable {
  MergeSequence(sequences, reverse: reverse) { $0 }
}

/// Merges sequences that are sorted by a key into one such sequence, lazily.
///
/// Equal elements come in the order of their sequences. Sequences that are not sorted give a
/// result that is not sorted.
///
/// - Parameters:
///   - sequences: The sequences, each sorted from the smallest to the largest key.
///   - reverse: Whether the sequences are sorted from the largest to the smallest, and the result
///     shall be so.
///   - key: What an element is compared by; called once for each.
/// - Returns: The merged sequence.
/// - Complexity: O(1). Going through it takes O(*n* log *k*) time and O(*k*) memory, for *n*
///   elements in *k* sequences.
@inlinable
public func merge<Base: Sequence, Key: Comparable>(
  _ sequences: [Base],
  reverse: Bool = false,
  key: @escaping (Base.Element) -> Key
) -> MergeSequence<Base, Key> {
  MergeSequence(sequences, reverse: reverse, key: key)
}

/// A sorted sequence that `merge` makes of sorted sequences.
public struct MergeSequence<Base: Sequence, Key: Comparable>: LazySequenceProtocol {
  @usableFromInline
  let sequences: [Base]
  @usableFromInline
  let reverse: Bool
  @usableFromInline
  let key: (Base.Element) -> Key

  @inlinable
  init(_ sequences: [Base], reverse: Bool, key: @escaping (Base.Element) -> Key) {
    self.sequences = sequences
    self.reverse = reverse
    self.key = key
  }

  /// Returns an iterator that takes no more from the sequences than it is asked for.
  ///
  /// - Complexity: O(*k*) for *k* sequences.
  @inlinable
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The iterator of ``MergeSequence``.
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    struct Head {
      @usableFromInline
      var key: Key
      @usableFromInline
      var element: Base.Element
      @usableFromInline
      let order: Int
      @usableFromInline
      var iterator: Base.Iterator

      @inlinable
      init(key: Key, element: Base.Element, order: Int, iterator: Base.Iterator) {
        self.key = key
        self.element = element
        self.order = order
        self.iterator = iterator
      }
    }

    @usableFromInline
    let base: MergeSequence
    /// A heap with the next element on top.
    @usableFromInline
    var heads: [Head] = []
    @usableFromInline
    var isStarted = false

    @inlinable
    init(_ base: MergeSequence) {
      self.base = base
    }

    /// Returns the next element.
    ///
    /// - Complexity: O(log *k*) for *k* sequences; O(*k*) the first time.
    @inlinable
    public mutating func next() -> Base.Element? {
      isStarted ? advance() : start()
      return heads.first?.element
    }

    @inlinable
    mutating func start() {
      isStarted = true
      for (order, sequence) in base.sequences.enumerated() {
        var iterator = sequence.makeIterator()
        guard let element = iterator.next() else { continue }
        let key = base.key(element)
        heads.append(Head(key: key, element: element, order: order, iterator: iterator))
      }
      for position in (0..<heads.count / 2).reversed() { siftDown(from: position) }
    }

    /// Replaces the element that was returned last by the next one of its sequence.
    @inlinable
    mutating func advance() {
      guard !heads.isEmpty else { return }
      if let element = heads[0].iterator.next() {
        heads[0].key = base.key(element)
        heads[0].element = element
      } else {
        heads.swapAt(0, heads.count - 1)
        heads.removeLast()
      }
      siftDown(from: 0)
    }

    @inlinable
    func precedes(_ left: Int, _ right: Int) -> Bool {
      let (low, high) = base.reverse ? (right, left) : (left, right)
      if heads[low].key < heads[high].key { return true }
      return heads[left].order < heads[right].order && !(heads[high].key < heads[low].key)
    }

    @inlinable
    mutating func siftDown(from start: Int) {
      var position = start
      while true {
        var child = 2 * position + 1
        guard child < heads.count else { return }
        if child + 1 < heads.count, precedes(child + 1, child) { child += 1 }
        guard precedes(child, position) else { return }
        heads.swapAt(position, child)
        position = child
      }
    }
  }
}
