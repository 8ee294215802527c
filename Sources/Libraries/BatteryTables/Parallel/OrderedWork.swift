import Foundation

/// Takes items one by one, works on several at once, and hands the results on in the items' order.
///
/// The threads start with the first result that is asked for, and end with the last item, a failure,
/// or when this is released.
final class OrderedWork<Item, Output> {
  private let shared: Shared
  private let threads: Int
  private var isStarted = false

  /// Describes the work.
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
    self.threads = threads
    shared = Shared(ahead: threads * 2, take: take, worker: worker)
  }

  deinit { shared.stop() }

  /// Returns the next result, or `nil` after the last one.
  ///
  /// - Throws: The first failure in the order of the items, and again whenever it is called after it.
  func next() throws -> Output? {
    guard threads > 1 else { return try shared.workHere() }
    if !isStarted {
      isStarted = true
      let shared = shared
      Workers.start(threads, "tables") { _ in shared.work() }
    }
    return try shared.wait()
  }

  /// What the threads have in common; all but the calls of the closures happens under the lock.
  private final class Shared: @unchecked Sendable {
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
    private var failure: (any Error)?

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
      if let failure { throw failure }
      guard !isAtEnd else { return nil }
      do {
        if let item = try take() { return try ownWorker(item) }
        isAtEnd = true
        return nil
      } catch {
        failure = error
        throw error
      }
    }

    func wait() throws -> Output? {
      condition.lock()
      defer { condition.unlock() }
      while true {
        if let failure { throw failure }
        if let result = results.removeValue(forKey: handedOn) {
          handedOn += 1
          condition.broadcast()
          switch result {
          case .success(let output): return output
          case .failure(let error):
            failure = error
            isAtEnd = true
          }
          continue
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
