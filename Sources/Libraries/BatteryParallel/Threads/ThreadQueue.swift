import Foundation

/// Work in line for a number of threads, which start as they are needed.
final class ThreadQueue: @unchecked Sendable {
  private let name: String
  private let limit: Int
  /// Guards all that follows.
  private let condition = NSCondition()
  private var work: [UInt64: @Sendable () -> Void] = [:]
  /// The line, in which work that was taken out is still named until there is too much of it.
  private var order = FIFO<UInt64>()
  private var added: UInt64 = 0
  private var started = 0
  private var living = 0
  private var idle = 0
  private var isClosed = false
  private var onEnd: [@Sendable () -> Void] = []

  init(_ name: String, threads: Int) {
    self.name = name
    limit = threads
  }

  var count: Int { condition.withLock { work.count } }

  /// Adds some work; returns what it can be taken out by, or `nil` when the queue is closed.
  func add(_ body: @escaping @Sendable () -> Void) -> UInt64? {
    let (id, number): (UInt64?, Int?) = condition.withLock {
      guard !isClosed else { return (nil, nil) }
      added += 1
      work[added] = body
      order.append(added)
      guard work.count > idle, living < limit else {
        condition.signal()
        return (added, nil)
      }
      living += 1
      started += 1
      return (added, started - 1)
    }
    if let number { start(number) }
    return id
  }

  /// Takes work out of the line, with all that it holds; nothing happens when a thread has it.
  func remove(_ id: UInt64) {
    // What the work holds is let go outside the lock.
    _ = condition.withLock {
      defer {
        if order.count > 2 * work.count + 64 { order.keep { work.keys.contains($0) } }
      }
      return work.removeValue(forKey: id)
    }
  }

  /// Takes no more work; calls back when what was added is done and the threads have ended.
  func close(_ done: (@Sendable () -> Void)? = nil) {
    let isOver = condition.withLock {
      isClosed = true
      condition.broadcast()
      if living > 0, let done { onEnd.append(done) }
      return living == 0
    }
    if isOver { done?() }
  }

  private func start(_ number: Int) {
    NamedThread.start("\(name) \(number)") { self.run() }
  }

  private func run() {
    while let body = next() { body() }
    let callbacks = condition.withLock {
      living -= 1
      guard living == 0 else { return [@Sendable () -> Void]() }
      defer { onEnd = [] }
      return onEnd
    }
    for callback in callbacks { callback() }
  }

  private func next() -> (@Sendable () -> Void)? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      while let id = order.popFirst() {
        if let body = work.removeValue(forKey: id) { return body }
      }
      if isClosed { return nil }
      idle += 1
      condition.wait()
      idle -= 1
    }
  }
}
