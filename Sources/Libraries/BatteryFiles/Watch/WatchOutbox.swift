import Synchronization
import SystemPackage

/// The changes that nobody has taken yet; what happens to one path meanwhile becomes one change.
final class WatchOutbox: Sendable {
  private struct State {
    var changes = WatchChanges()
    var waiter: CheckedContinuation<Void, Never>?
    var end: Result<Void, FileError>?
  }

  private let state = Mutex(State())

  /// Adds changes, and wakes who waits for them.
  func push(_ changes: [FileChange]) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.end == nil else { return nil }
      for change in changes { state.changes.add(change) }
      guard state.changes.count > 0 else { return nil }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Says that nothing comes any more; the first reason counts.
  func finish(_ end: Result<Void, FileError>) {
    let waiter = state.withLock { state in
      if state.end == nil { state.end = end }
      return state.waiter.take()
    }
    waiter?.resume()
  }

  /// Waits for changes; `nil` at the end.
  func next() async throws(FileError) -> [FileChange]? {
    while true {
      let (batch, end) = state.withLock { state -> ([FileChange], Result<Void, FileError>?) in
        (state.changes.takeAll(), state.end)
      }
      if !batch.isEmpty { return batch }
      if let end {
        try end.get()
        return nil
      }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if state.end != nil || state.changes.count > 0 { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }
}
