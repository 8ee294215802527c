import BatteryFiles
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualWatchClock: WatchClock {
  private struct State {
    var uptime: Duration = .zero
    var next = 0
    var sleepers: [Int: (deadline: Duration, waiting: CheckedContinuation<Void, any Error>)] = [:]
    var cancelled: Set<Int> = []
    var watchers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var uptime: Duration { state.withLock { $0.uptime } }

  func sleep(for duration: Duration) async throws {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Void, any Error>) in
        let (isNow, watchers) = state.withLock { state in
          if state.cancelled.contains(id) || duration <= .zero {
            return (true, [CheckedContinuation<Void, Never>]())
          }
          state.sleepers[id] = (state.uptime + duration, waiting)
          let watchers = state.watchers
          state.watchers = []
          return (false, watchers)
        }
        if isNow { waiting.resume() }
        for watcher in watchers { watcher.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.cancelled.insert(id)
        return state.sleepers.removeValue(forKey: id)
      }
      sleeper?.waiting.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock, and wakes whoever waited for that.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.uptime += duration
      let due = state.sleepers.filter { $0.value.deadline <= state.uptime }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.waiting)
    }
    for waiting in due { waiting.resume() }
  }

  /// Returns once somebody waits for the clock.
  func waitForSleeper() async {
    await withCheckedContinuation { watcher in
      let isReady = state.withLock { state in
        if !state.sleepers.isEmpty { return true }
        state.watchers.append(watcher)
        return false
      }
      if isReady { watcher.resume() }
    }
  }
}
