/// Tasks that wait in line, each with something it has brought along.
struct WaitList<Payload: Sendable, Value: Sendable>: Sendable {
  struct Waiter: Sendable {
    let payload: Payload
    let continuation: CheckedContinuation<Value, any Error>
  }

  private var waiters: [UInt64: Waiter] = [:]
  /// The line, in which those that left are still named until there are too many of them.
  private var order = FIFO<UInt64>()

  var isEmpty: Bool { waiters.isEmpty }

  var count: Int { waiters.count }

  mutating func append(_ waiter: Waiter, id: UInt64) {
    waiters[id] = waiter
    order.append(id)
  }

  /// Takes whoever has waited longest.
  ///
  /// - Complexity: O(1) amortised.
  mutating func popFirst() -> Waiter? {
    while let id = order.popFirst() {
      if let waiter = waiters.removeValue(forKey: id) { return waiter }
    }
    return nil
  }

  /// Takes all, in their order.
  mutating func popAll() -> [Waiter] {
    var all: [Waiter] = []
    while let waiter = popFirst() { all.append(waiter) }
    return all
  }

  /// Takes one out of the line.
  ///
  /// - Complexity: O(1) amortised.
  mutating func remove(_ id: UInt64) -> Waiter? {
    let waiter = waiters.removeValue(forKey: id)
    if order.count > 2 * waiters.count + 64 {
      order.keep { waiters.keys.contains($0) }
    }
    return waiter
  }
}
