/// Splits a sequence into independent ones, which go through it once all together.
///
/// Python's `itertools.tee`. What one of them has taken and another has not is kept; a part of
/// the sequence is let go of when all are past it. A collection needs no tee: it can be gone
/// through as often as one likes.
///
/// The sequences share state, and belong to one task: they are not `Sendable`.
///
/// - Parameters:
///   - base: The sequence.
///   - number: How many sequences to return, 0 or more.
/// - Returns: Sequences, each with all the elements.
/// - Complexity: O(`number`). Going through them takes memory for the distance from the slowest to
///   the fastest.
@inlinable
public func tee<Base: Sequence>(_ base: Base, _ number: Int = 2) -> [TeeSequence<Base.Element>] {
  precondition(number >= 0, "tee: the number is \(number); pass 0 or more")
  var iterator = base.makeIterator()
  return Array(repeating: TeeSequence { iterator.next() }, count: number)
}

/// One of the sequences that `tee` returns; it can be gone through once.
///
/// A copy goes on from where the original was when it was copied.
public struct TeeSequence<Element>: LazySequenceProtocol, IteratorProtocol {
  @usableFromInline
  var block: TeeBlock<Element>
  @usableFromInline
  var position = 0

  @inlinable
  init(source: @escaping () -> Element?) {
    block = TeeBlock(source: TeeSource(source))
  }

  /// Returns the next element.
  ///
  /// - Complexity: Amortized O(1), and what the source takes when no other sequence is ahead.
  @inlinable
  public mutating func next() -> Element? {
    if position == TeeBlock<Element>.size {
      block = block.following()
      position = 0
    }
    guard let element = block.element(at: position) else { return nil }
    position += 1
    return element
  }
}

/// The sequence that is split, shared by all blocks.
@usableFromInline
final class TeeSource<Element> {
  @usableFromInline
  var read: (() -> Element?)?

  @inlinable
  init(_ read: @escaping () -> Element?) {
    self.read = read
  }

  /// Returns the next element; asks no more once there was none.
  @inlinable
  func next() -> Element? {
    if let element = read?() { return element }
    read = nil
    return nil
  }
}

/// Some elements in a row, and what follows them.
///
/// A sequence holds the block that it is in, so that blocks that all are past are let go of.
@usableFromInline
final class TeeBlock<Element> {
  /// Large enough that a block costs little beside its elements.
  @inlinable
  static var size: Int { 64 }

  @usableFromInline
  let source: TeeSource<Element>
  @usableFromInline
  var elements: [Element] = []
  @usableFromInline
  var next: TeeBlock?

  @inlinable
  init(source: TeeSource<Element>) {
    self.source = source
  }

  /// Returns the element at a position, which is at most one behind the last that was read.
  @inlinable
  func element(at position: Int) -> Element? {
    if position < elements.count { return elements[position] }
    guard let element = source.next() else { return nil }
    elements.append(element)
    return element
  }

  @inlinable
  func following() -> TeeBlock {
    if let next { return next }
    let block = TeeBlock(source: source)
    next = block
    return block
  }

  // Blocks release each other one by one: a long chain would use up the stack.
  deinit {
    var rest = next
    next = nil
    while let block = rest, isKnownUniquelyReferenced(&rest) {
      rest = block.next
      block.next = nil
    }
  }
}
