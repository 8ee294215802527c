/// Tasks that wait in line, each with something it has brought along.
@usableFromInline struct WaitList<Payload: Sendable, Value: Sendable>: Sendable {
  @usableFromInline struct Waiter: Sendable {
    @usableFromInline let payload: Payload
    @usableFromInline let continuation: CheckedContinuation<Value, any Error>

    @inlinable init(payload: Payload, continuation: CheckedContinuation<Value, any Error>) {
      self.payload = payload
      self.continuation = continuation
    }
  }

  @usableFromInline var waiters: [UInt64: Waiter] = [:]
  /// The line, in which those that left are still named until there are too many of them.
  @usableFromInline var order = FIFO<UInt64>()

  @inlinable init() {}

  @inlinable var isEmpty: Bool { waiters.isEmpty }

  @inlinable var count: Int { waiters.count }

  @inlinable mutating func append(_ waiter: Waiter, id: UInt64) {
    waiters[id] = waiter
    order.append(id)
  }

  /// Takes whoever has waited longest.
  ///
  /// - Complexity: O(1) amortised.
  @inlinable mutating func popFirst() -> Waiter? {
    while let id = order.popFirst() {
      if let waiter = waiters.removeValue(forKey: id) { return waiter }
    }
    return nil
  }

  /// Takes all, in their order.
  @inlinable mutating func popAll() -> [Waiter] {
    var all: [Waiter] = []
    while let waiter = popFirst() { all.append(waiter) }
    return all
  }

  /// Takes one out of the line.
  ///
  /// - Complexity: O(1) amortised.
  @inlinable mutating func remove(_ id: UInt64) -> Waiter? {
    let waiter = waiters.removeValue(forKey: id)
    if order.count > 2 * waiters.count + 64 {
      order.keep { waiters.keys.contains($0) }
    }
    return waiter
  }
}
