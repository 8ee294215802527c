import Synchronization

/// Waiting for a time that can be cut short: the one armed timer of a scheduler.
///
/// One task waits; any task or thread may ring. A ring while nobody waits ends the next wait at
/// once, so that none is lost.
public final class Alarm: Sendable {
  private struct State {
    var hasRung = false
    var sleeper: Task<Void, Never>?
  }

  private let clock: any TimeSource
  private let state = Mutex(State())

  /// Makes an alarm on a clock.
  public init(clock: any TimeSource) {
    self.clock = clock
  }

  /// Ends the present wait, or the next one.
  public func ring() {
    state.withLock { state in
      state.hasRung = true
      state.sleeper?.cancel()
    }
  }

  /// Waits until the time has passed, somebody rings or the task is cancelled.
  public func wait(for duration: Duration) async {
    let clock = clock
    let sleeper = state.withLock { state -> Task<Void, Never>? in
      guard !state.hasRung else {
        state.hasRung = false
        return nil
      }
      let task = Task { () -> Void in try? await clock.sleep(for: duration) }
      state.sleeper = task
      return task
    }
    guard let sleeper else { return }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
    state.withLock { state in
      state.sleeper = nil
      state.hasRung = false
    }
  }
}
