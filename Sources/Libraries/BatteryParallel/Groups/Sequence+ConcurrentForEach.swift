extension Sequence where Element: Sendable {
  /// Does something with each element, with several at once.
  ///
  /// Elements are taken from the sequence as there is room for them, and nothing is kept of them. The
  /// first error ends it: what runs is cancelled, and the error is thrown once all of it has ended.
  ///
  /// - Parameters:
  ///   - limit: How many elements are worked on at once, from 1.
  ///   - body: The work.
  /// - Throws: The first error that `body` throws, or `CancellationError`.
  public func concurrentForEach(
    limit: Int,
    _ body: @escaping @Sendable (Element) async throws -> Void
  ) async throws {
    var iterator = makeIterator()
    try await BoundedGroup.run(limit: limit, .asTheyCome, next: { iterator.next() }, body) { _, _ in
    }
  }

  /// Makes something of each element, of several at once, and puts it together in order.
  ///
  /// No more than `limit` elements are worked on or wait to be put together, so that a long sequence
  /// needs no more memory than a short one; while a slow element is waited for, at most `limit - 1`
  /// of those behind it are done.
  ///
  /// - Parameters:
  ///   - initial: What to begin with.
  ///   - limit: How many elements are worked on at once, from 1.
  ///   - transform: The work.
  ///   - combine: Adds what was made of an element; called in the order of the elements, and not at
  ///     the same time.
  /// - Returns: The whole.
  /// - Throws: The first error of `transform` or `combine`, or `CancellationError`.
  public func concurrentReduce<Whole, Value: Sendable>(
    into initial: Whole,
    limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Value,
    combine: (inout Whole, Value) async throws -> Void
  ) async throws -> Whole {
    var whole = initial
    var iterator = makeIterator()
    try await BoundedGroup.run(limit: limit, .inOrder, next: { iterator.next() }, transform) {
      try await combine(&whole, $1)
    }
    return whole
  }
}
