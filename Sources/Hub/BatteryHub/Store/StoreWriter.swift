import Foundation
import GRDB
import Synchronization

/// The one thread that changes the database.
///
/// All changes that wait when it looks share one transaction, so that with many runs at once a
/// commit is paid once for all of them (known as group commit). When one of them fails, what they
/// did is undone and each is made again in a transaction of its own: no change can spoil another.
///
/// It is a thread of its own, so that a slow disk holds up nobody but those who wait for it, and a
/// change is not given up when the task that asked for it is cancelled: how a stopped run ended is
/// recorded by that very task.
final class StoreWriter: Sendable {
  private struct Change: Sendable {
    /// Makes the change, and returns what hands the result to who asked for it.
    let make: @Sendable (Database) throws -> @Sendable () -> Void
    let fail: @Sendable (any Error) -> Void
  }

  private struct State {
    var waiting: [Change] = []
    var hasThread = false
    var isEnded = false
  }

  private let pool: DatabasePool
  private let state = Mutex(State())
  private let wakeUp = DispatchSemaphore(value: 0)

  init(_ pool: DatabasePool) {
    self.pool = pool
  }

  /// Makes a change, and waits until it is committed.
  ///
  /// - Parameter body: Changes the database and nothing else; it may be run twice.
  /// - Returns: What `body` returned.
  /// - Throws: What `body` threw, or the error of the commit; then nothing has changed.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { done in
      let change = Change(
        make: { database in
          let value = try body(database)
          return { done.resume(returning: value) }
        },
        fail: { done.resume(throwing: $0) }
      )
      let (isRefused, mustWake, mustStart) = state.withLock { state in
        guard !state.isEnded else { return (true, false, false) }
        state.waiting.append(change)
        defer { state.hasThread = true }
        return (false, state.waiting.count == 1, !state.hasThread)
      }
      if isRefused { change.fail(StoreError(.unavailable, "The store is closed.")) }
      if mustStart { Thread.detachNewThread { self.run() } }
      if mustWake { wakeUp.signal() }
    }
  }

  /// Lets the thread end once it has made all changes that wait; later ones are refused.
  func end() {
    let mustWake = state.withLock { state in
      defer { state.isEnded = true }
      return state.hasThread && !state.isEnded
    }
    if mustWake { wakeUp.signal() }
  }

  private func run() {
    while true {
      wakeUp.wait()
      let (changes, isEnded) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isEnded)
      }
      if !changes.isEmpty { commit(changes) }
      if isEnded { return }
    }
  }

  private func commit(_ changes: [Change]) {
    do {
      let results = try pool.write { database in try changes.map { try $0.make(database) } }
      for handOver in results { handOver() }
    } catch {
      guard changes.count > 1 else { return changes[0].fail(error) }
      for change in changes { commit([change]) }
    }
  }
}
