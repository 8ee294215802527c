import Synchronization

/// What happens to a running program, for the one task that looks after it.
///
/// Events of one sort are joined, so nothing piles up while that task is busy.
final class ProcessMailbox: Sendable {
  /// What happened.
  struct Events: OptionSet, Sendable {
    let rawValue: UInt8

    static let started = Events(rawValue: 1)
    static let exited = Events(rawValue: 2)
    static let readable = Events(rawValue: 4)
    static let cancelled = Events(rawValue: 8)
    static let graceOver = Events(rawValue: 16)
    static let ended = Events(rawValue: 32)
  }

  private struct State {
    var group: Int32?
    var events: Events = []
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Reports an event.
  func post(_ event: Events) {
    let waiter = state.withLock { state in
      state.events.formUnion(event)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Reports that the program was started.
  func postStart(group: Int32) {
    state.withLock { $0.group = group }
    post(.started)
  }

  /// The program's process group, once it was started.
  var group: Int32? { state.withLock { $0.group } }

  /// Returns what has happened, and waits for something to happen when nothing has.
  ///
  /// One task alone may wait.
  func next() async -> Events {
    let events = take()
    if !events.isEmpty { return events }
    await withCheckedContinuation { waiter in
      let isReady = state.withLock { state in
        if state.events.isEmpty {
          state.waiter = waiter
          return false
        }
        return true
      }
      if isReady { waiter.resume() }
    }
    return take()
  }

  /// Returns what has happened, without waiting.
  func take() -> Events {
    state.withLock { state in
      defer { state.events = [] }
      return state.events
    }
  }
}
