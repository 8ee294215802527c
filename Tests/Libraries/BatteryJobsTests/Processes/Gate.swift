import Synchronization

/// Holds whoever comes until it is opened, and counts how many are within at once.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var visitors = 0
    var most = 0
    var held: [CheckedContinuation<Void, Never>] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var mostAtOnce: Int { state.withLock { $0.most } }

  /// Waits until the gate is open.
  func pass() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
        state.visitors += 1
        state.most = max(state.most, state.visitors)
        if state.isOpen { return [continuation] }
        state.held.append(continuation)
        defer { state.watchers = [] }
        return state.watchers
      }
      for waiter in ready { waiter.resume() }
    }
    state.withLock { $0.visitors -= 1 }
  }

  /// Returns once somebody waits at the gate.
  func waitForVisitor() async {
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let isThere = state.withLock { state in
        if !state.held.isEmpty { return true }
        state.watchers.append(continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Lets everybody through from now on.
  func open() {
    let held = state.withLock { state in
      state.isOpen = true
      defer { state.held = [] }
      return state.held
    }
    for waiter in held { waiter.resume() }
  }
}
