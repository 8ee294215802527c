extension Sequence where Element: Sendable {
  /// Makes something of each element, of several at once: `asyncio.gather` with a limit.
  ///
  /// Elements are taken from the sequence as there is room for them. The first error ends it: what
  /// runs is cancelled, and the error is thrown once all of it has ended.
  ///
  /// - Parameters:
  ///   - limit: How many elements are worked on at once, from 1.
  ///   - transform: The work.
  /// - Returns: What was made, in the order of the elements.
  /// - Throws: The first error that `transform` throws, or `CancellationError`.
  public func concurrentMap<Value: Sendable>(
    limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    var values: [Value?] = []
    values.reserveCapacity(underestimatedCount)
    var iterator = makeIterator()
    try await BoundedGroup.run(limit: limit, .asTheyCome, next: { iterator.next() }, transform) {
      while values.count <= $0 { values.append(nil) }
      values[$0] = $1
    }
    return values.compactMap { $0 }
  }

  /// Makes something of each element that something can be made of, of several at once.
  ///
  /// - Parameters:
  ///   - limit: How many elements are worked on at once, from 1.
  ///   - transform: The work, which returns `nil` for what is to be left out.
  /// - Returns: What was made, in the order of the elements.
  /// - Throws: The first error that `transform` throws, or `CancellationError`.
  public func concurrentCompactMap<Value: Sendable>(
    limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Value?
  ) async throws -> [Value] {
    try await concurrentMap(limit: limit, transform).compactMap { $0 }
  }

  /// Works on each element, on several at once, and keeps errors beside results.
  ///
  /// This is `asyncio.gather(return_exceptions=True)`: an error ends nothing but its own element.
  ///
  /// - Parameters:
  ///   - limit: How many elements are worked on at once, from 1.
  ///   - transform: The work.
  /// - Returns: What was made or thrown, in the order of the elements.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func concurrentResults<Value: Sendable>(
    limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Result<Value, any Error>] {
    let results = try await concurrentMap(limit: limit) { element -> Result<Value, any Error> in
      do {
        return .success(try await transform(element))
      } catch {
        return .failure(error)
      }
    }
    try Task.checkCancellation()
    return results
  }
}
