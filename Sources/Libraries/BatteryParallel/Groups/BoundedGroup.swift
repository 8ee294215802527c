/// Works on elements in child tasks, so many at once.
enum BoundedGroup {
  /// When a result is handed on.
  enum Delivery {
    /// As soon as it is there.
    case asTheyCome
    /// In the order of the elements; what waits for its turn counts as being worked on.
    case inOrder
  }

  /// Works on all elements.
  ///
  /// The elements are asked for as there is room for them. After the first error nothing more is
  /// started, what runs is cancelled, and the error is thrown once all of it has ended.
  ///
  /// - Parameters:
  ///   - limit: How many are worked on at once.
  ///   - delivery: When a result is handed on.
  ///   - next: Returns the next element, or `nil` at the end, after which it is not called again.
  ///   - transform: The work.
  ///   - deliver: Takes each result with the place of its element; one call at a time.
  ///   - isolation: The actor on which all but the work is done; the caller's.
  /// - Throws: The first error of any of the closures, or `CancellationError`.
  static func run<Element: Sendable, Value: Sendable>(
    limit: Int,
    _ delivery: Delivery,
    next: () async throws -> Element?,
    _ transform: @escaping @Sendable (Element) async throws -> Value,
    deliver: (Int, Value) async throws -> Void,
    isolation: isolated (any Actor)? = #isolation
  ) async throws {
    precondition(limit > 0, "The limit is how many work at once, so it is 1 at the least.")
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      // The closures may be ones that only the caller's actor may call.
      _ = isolation
      var (started, running, delivered) = (0, 0, 0)
      var early: [Int: Value] = [:]
      var isAtEnd = false
      while true {
        while !isAtEnd, running + early.count < limit {
          try Task.checkCancellation()
          guard let element = try await next() else {
            isAtEnd = true
            break
          }
          let place = started
          group.addTask { (place, try await transform(element)) }
          started += 1
          running += 1
        }
        guard let (place, value) = try await group.next() else { return }
        running -= 1
        switch delivery {
        case .asTheyCome: try await deliver(place, value)
        case .inOrder:
          early[place] = value
          while let value = early.removeValue(forKey: delivered) {
            try await deliver(delivered, value)
            delivered += 1
          }
        }
      }
    }
  }
}
