import Foundation

/// Work in line for a number of threads, which start as they are needed.
final class ThreadQueue: @unchecked Sendable {
  private let name: String
  private let limit: Int
  /// Guards all that follows.
  private let condition = NSCondition()
  private var work = FIFO<@Sendable () -> Void>()
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

  /// Adds some work; returns `false` when the queue is closed.
  func add(_ body: @escaping @Sendable () -> Void) -> Bool {
    let number: Int? = condition.withLock {
      guard !isClosed else { return nil }
      work.append(body)
      guard work.count > idle, living < limit else {
        condition.signal()
        return -1
      }
      living += 1
      started += 1
      return started - 1
    }
    guard let number else { return false }
    if number >= 0 { start(number) }
    return true
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
      if let body = work.popFirst() { return body }
      if isClosed { return nil }
      idle += 1
      condition.wait()
      idle -= 1
    }
  }
}
