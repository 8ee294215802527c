import Foundation

/// Takes items one by one, works on several at once, and hands the results on in the items' order.
///
/// The threads end with the last item, or when this is released.
final class OrderedWork<Item, Output> {
  private let shared: Shared

  /// Starts.
  ///
  /// - Parameters:
  ///   - threads: How many items are worked on at once; with 1, all happens within ``next()``.
  ///   - take: Returns the next item, or `nil` at the end; never called twice at the same time.
  ///   - worker: Makes what works on items, for one thread each.
  init(
    threads: Int,
    take: @escaping () throws -> Item?,
    worker: @escaping () -> (Item) throws -> Output
  ) {
    shared = Shared(ahead: threads * 2 + 1, take: take, worker: worker)
    guard threads > 1 else { return }
    shared.isThreaded = true
    for _ in 0..<threads {
      let shared = shared
      let thread = Thread { shared.work() }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  deinit { shared.stop() }

  /// Returns the next result, or `nil` after the last one.
  func next() throws -> Output? {
    shared.isThreaded ? try shared.wait() : try shared.workHere()
  }

  /// What the threads have in common; all but the calls of the closures happens under the lock.
  private final class Shared: @unchecked Sendable {
    var isThreaded = false
    private let condition = NSCondition()
    private let take: () throws -> Item?
    private let worker: () -> (Item) throws -> Output
    private lazy var ownWorker = worker()
    private let ahead: Int
    private var isTaking = false
    private var isAtEnd = false
    private var taken = 0
    private var handedOn = 0
    private var results: [Int: Result<Output, any Error>] = [:]

    init(
      ahead: Int,
      take: @escaping () throws -> Item?,
      worker: @escaping () -> (Item) throws -> Output
    ) {
      self.ahead = ahead
      self.take = take
      self.worker = worker
    }

    func stop() {
      condition.withLock {
        isAtEnd = true
        condition.broadcast()
      }
    }

    func workHere() throws -> Output? {
      guard !isAtEnd else { return nil }
      guard let item = try take() else {
        isAtEnd = true
        return nil
      }
      return try ownWorker(item)
    }

    func wait() throws -> Output? {
      condition.lock()
      defer { condition.unlock() }
      while true {
        if let result = results.removeValue(forKey: handedOn) {
          handedOn += 1
          condition.broadcast()
          return try result.get()
        }
        if isAtEnd, handedOn >= taken { return nil }
        condition.wait()
      }
    }

    func work() {
      let body = worker()
      while let (number, item) = takeNext() {
        let result = Result { try body(item) }
        condition.withLock {
          results[number] = result
          condition.broadcast()
        }
      }
    }

    private func takeNext() -> (Int, Item)? {
      condition.lock()
      defer { condition.unlock() }
      while isTaking || taken - handedOn >= ahead, !isAtEnd { condition.wait() }
      guard !isAtEnd else { return nil }
      isTaking = true
      condition.unlock()
      let item = Result { try take() }
      condition.lock()
      isTaking = false
      defer { condition.broadcast() }
      switch item {
      case .success(let item?):
        taken += 1
        return (taken - 1, item)
      case .success(nil):
        isAtEnd = true
        return nil
      case .failure(let error):
        isAtEnd = true
        results[taken] = .failure(error)
        taken += 1
        return nil
      }
    }
  }
}
