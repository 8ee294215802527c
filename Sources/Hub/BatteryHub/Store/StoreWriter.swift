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
  private let isOver = DispatchSemaphore(value: 0)

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
  ///
  /// - Parameter waits: Whether it returns only then.
  func end(waits: Bool) {
    let mustWake = state.withLock { state in
      defer { state.isEnded = true }
      return state.hasThread && !state.isEnded
    }
    guard mustWake else { return }
    wakeUp.signal()
    if waits { isOver.wait() }
  }

  private func run() {
    while true {
      wakeUp.wait()
      let (changes, isEnded) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isEnded)
      }
      if !changes.isEmpty { commit(changes) }
      if isEnded {
        isOver.signal()
        return
      }
    }
  }

  private func commit(_ changes: [Change]) {
    do {
      let results = try pool.write { database in try changes.map { try $0.make(database) } }
      for handOver in results { handOver() }
    } catch {
      if changes.count > 1, mayBeOfOne(error) {
        for change in changes { commit([change]) }
      } else {
        for change in changes { change.fail(error) }
      }
    }
  }

  /// Whether an error may come from one change rather than from the database as it is.
  private func mayBeOfOne(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return true }
    let ofAll: [ResultCode] = [
      .SQLITE_BUSY, .SQLITE_READONLY, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR,
    ]
    return !ofAll.contains(error.resultCode)
  }
}
