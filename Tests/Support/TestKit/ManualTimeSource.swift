public import BatteryJobs
public import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
///
/// Elapsed time and the wall clock move together with ``advance(by:)``; ``setWallClock(_:)`` moves
/// the wall clock alone, as a person or a time server does.
public final class ManualTimeSource: TimeSource {
  private struct Sleeper {
    let id: Int
    let deadline: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Date
    var uptime: Duration = .zero
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var nextID = 0
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  /// Makes a clock that shows a time.
  public init(now: Date = Date(timeIntervalSince1970: 1_767_225_600)) {
    state = Mutex(State(now: now))
  }

  /// The wall clock.
  public var now: Date { state.withLock { $0.now } }

  /// Elapsed time since the clock was made.
  public var uptime: Duration { state.withLock { $0.uptime } }

  /// How many tasks wait for the clock.
  public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// How many times anybody has begun to wait for the clock.
  public var sleepCount: Int { state.withLock { $0.nextID } }

  /// Waits until the test has moved the clock far enough.
  public func sleep(for duration: Duration) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (waiting: CheckedContinuation<Void, any Error>) in
        enum Outcome {
          case resume
          case cancel
          case wait([CheckedContinuation<Void, Never>])
        }
        let outcome = state.withLock { state -> Outcome in
          if state.cancelled.remove(id) != nil { return .cancel }
          if duration <= .zero { return .resume }
          state.sleepers.append(
            Sleeper(id: id, deadline: state.uptime + duration, continuation: waiting)
          )
          let count = state.sleepers.count
          let ready = state.watchers.filter { $0.count <= count }.map(\.continuation)
          state.watchers.removeAll { $0.count <= count }
          return .wait(ready)
        }
        switch outcome {
        case .resume: waiting.resume()
        case .cancel: waiting.resume(throwing: CancellationError())
        case .wait(let watchers): for watcher in watchers { watcher.resume() }
        }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves elapsed time and the wall clock, and wakes whoever waited for it.
  public func advance(by duration: Duration) {
    let due = state.withLock { state -> [Sleeper] in
      state.uptime += duration
      let parts = duration.components
      state.now += Double(parts.seconds) + Double(parts.attoseconds) / 1e18
      let due = state.sleepers.filter { $0.deadline <= state.uptime }
      state.sleepers.removeAll { $0.deadline <= state.uptime }
      return due.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Sets the wall clock alone; nobody who waits is woken.
  public func setWallClock(_ date: Date) {
    state.withLock { $0.now = date }
  }

  /// Returns once at least this many tasks wait for the clock.
  public func waitForSleepers(_ count: Int) async {
    await withCheckedContinuation { (watcher: CheckedContinuation<Void, Never>) in
      let ready = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append((count, watcher))
        return false
      }
      if ready { watcher.resume() }
    }
  }
}
