extension RandomAccessCollection where Self: Sendable, SubSequence: Sendable, Index: Sendable {
  /// Makes something of each chunk of the collection, on all processors, and puts it together in order.
  ///
  /// For work that computes. The chunks are as large as each other, but for one element.
  ///
  /// - Parameters:
  ///   - initial: What to begin with.
  ///   - chunks: Into how many chunks to cut; four for each processor unless it is said, so that
  ///     one that takes longer does not hold up the end.
  ///   - limit: How many are worked on at once; the number of processors unless it is said.
  ///   - transform: The work on a chunk.
  ///   - combine: Adds what was made of a chunk; called in the order of the chunks.
  /// - Returns: The whole.
  /// - Throws: The first error of `transform` or `combine`, or `CancellationError`.
  public func chunkedReduce<Whole, Part: Sendable>(
    into initial: Whole,
    chunks: Int = 4 * Processors.count,
    limit: Int = Processors.count,
    _ transform: @escaping @Sendable (SubSequence) async throws -> Part,
    combine: (inout Whole, Part) throws -> Void
  ) async throws -> Whole {
    try await chunkRanges(of: count, chunks: chunks).concurrentReduce(into: initial, limit: limit) {
      let start = self.index(self.startIndex, offsetBy: $0.lowerBound)
      return try await transform(self[start..<self.index(start, offsetBy: $0.count)])
    } combine: {
      try combine(&$0, $1)
    }
  }

  /// Makes something of each element, chunk by chunk on all processors.
  ///
  /// For work that computes, and is too little to be a task for each element.
  ///
  /// - Parameters:
  ///   - chunks: Into how many chunks to cut; four for each processor unless it is said.
  ///   - limit: How many are worked on at once; the number of processors unless it is said.
  ///   - transform: The work on an element.
  /// - Returns: What was made, in the order of the elements.
  /// - Throws: The first error that `transform` throws, or `CancellationError`.
  public func chunkedMap<Value: Sendable>(
    chunks: Int = 4 * Processors.count,
    limit: Int = Processors.count,
    _ transform: @escaping @Sendable (Element) throws -> Value
  ) async throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    return try await chunkedReduce(into: values, chunks: chunks, limit: limit) {
      try $0.map(transform)
    } combine: {
      $0 += $1
    }
  }
}
