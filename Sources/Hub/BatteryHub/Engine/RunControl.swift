import Synchronization

/// Why a run that is going on is to end.
enum StopReason: Sendable {
  /// Somebody asked for it.
  case asked(by: String)
  /// It took longer than it may.
  case timedOut(String)
  /// A newer run of the same job takes its place.
  case replaced
  /// The hub shuts down.
  case shutdown
  /// The hub lost its claim to the run.
  case lostLease
}

/// The handle of a run that is going on: ends it, once, for the first reason that is given.
final class RunControl: Sendable {
  private struct State {
    var reason: StopReason?
    var work: Task<Void, Never>?
  }

  private let state = Mutex(State())

  /// Why the run is to end; `nil` while it may go on.
  var reason: StopReason? { state.withLock { $0.reason } }

  /// Sets the task that does the work; a run that was stopped before is cancelled at once.
  func begin(_ work: Task<Void, Never>) {
    let isStopped = state.withLock { state in
      state.work = work
      return state.reason != nil
    }
    if isStopped { work.cancel() }
  }

  /// Ends the run; a second reason changes nothing.
  func stop(_ reason: StopReason) {
    let work = state.withLock { state in
      guard state.reason == nil else { return nil as Task<Void, Never>? }
      state.reason = reason
      return state.work
    }
    work?.cancel()
  }

  /// Waits until the work has ended.
  func finished() async {
    await state.withLock { $0.work }?.value
  }
}
