import Synchronization

/// Kills a worker that takes too long for an item.
protocol WorkerWatch: Sendable {
  /// Notes that an item begins now.
  func begin()

  /// Watches until the task is cancelled, or the worker was killed.
  func run(_ worker: WorkerConnection) async
}

/// A watch by a clock; the first item begins when it is made.
final class ClockWatch<WatchClock: Clock<Duration>>: WorkerWatch {
  private let limit: Duration
  private let clock: WatchClock
  private let start: Mutex<WatchClock.Instant>

  init(_ limit: Duration, clock: WatchClock) {
    self.limit = limit
    self.clock = clock
    start = Mutex(clock.now)
  }

  func begin() {
    let now = clock.now
    start.withLock { $0 = now }
  }

  func run(_ worker: WorkerConnection) async {
    while true {
      let deadline = start.withLock { $0 }.advanced(by: limit)
      do {
        try await clock.sleep(until: deadline, tolerance: nil)
      } catch {
        return
      }
      // Another item may have begun meanwhile.
      let isLate = start.withLock { $0.advanced(by: limit) <= clock.now }
      if isLate {
        worker.end(after: limit)
        return
      }
    }
  }
}

extension Clock<Duration> {
  func watch(_ limit: Duration) -> any WorkerWatch { ClockWatch(limit, clock: self) }
}
