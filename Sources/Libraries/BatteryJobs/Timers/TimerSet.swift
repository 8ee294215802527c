import Synchronization

/// Any number of timers behind one armed sleep: Python's `sched`, for many jobs.
///
/// Every timer is an entry of a heap; no task waits for each. Deadlines are elapsed time, so that
/// setting the wall clock moves none of them. Timers that are due within ``resolution`` of the last
/// ones wait for the end of it and fire together, which spares a crowd of them its wake-ups.
public final class TimerSet<Payload: Sendable>: Sendable {
  /// How far apart two batches are at least.
  public let resolution: Duration

  private let clock: any TimeSource
  private let alarm: Alarm
  private let queue = Mutex(TimerQueue<Payload>())

  /// Makes an empty set on a clock.
  public init(
    clock: any TimeSource = SystemTimeSource(),
    resolution: Duration = .milliseconds(1)
  ) {
    self.clock = clock
    self.resolution = resolution
    alarm = Alarm(clock: clock)
  }

  /// How many timers wait.
  public var count: Int { queue.withLock { $0.count } }

  /// Makes room for a number of timers.
  public func reserveCapacity(_ count: Int) {
    queue.withLock { $0.reserveCapacity(count) }
  }

  /// Adds a timer; `uptime` is a moment on the clock's elapsed time.
  ///
  /// Of timers that are due at the same moment, those with the larger priority come first.
  ///
  /// - Complexity: O(log *n*).
  public func add(_ payload: Payload, at uptime: Duration, priority: Int16 = 0) {
    let deadline = uptime.nanoseconds
    let isFirst = queue.withLock { queue in
      let isFirst = queue.earliest.map { deadline < $0 } ?? true
      queue.add(payload, deadline: deadline, priority: priority)
      return isFirst
    }
    if isFirst { alarm.ring() }
  }

  /// Adds a timer that is due after a length of time from now.
  public func add(_ payload: Payload, after delay: Duration, priority: Int16 = 0) {
    add(payload, at: clock.uptime + delay, priority: priority)
  }

  /// Hands over the timers that are due, in batches, until the set is empty or the task cancelled.
  ///
  /// - Parameters:
  ///   - waitsForMore: Whether to go on when the set is empty, for timers added later.
  ///   - fire: Takes the due timers with their deadlines, the earliest first.
  public func run(
    waitsForMore: Bool = false,
    _ fire: ([(payload: Payload, deadline: Duration)]) async -> Void
  ) async {
    while !Task.isCancelled {
      let now = clock.uptime.nanoseconds
      let (due, next) = queue.withLock { queue in
        var due: [(payload: Payload, deadline: Duration)] = []
        while let entry = queue.removeFirst(dueBy: now) {
          due.append((entry.payload, .nanoseconds(entry.deadline)))
        }
        return (due, queue.earliest)
      }
      if !due.isEmpty { await fire(due) }
      if let next {
        let earliest = due.isEmpty ? next : max(next, now + resolution.nanoseconds)
        let wait = earliest - clock.uptime.nanoseconds
        if wait > 0 { await alarm.wait(for: .nanoseconds(wait)) }
      } else if due.isEmpty {
        guard waitsForMore else { return }
        await alarm.wait(for: .seconds(3600))
      }
    }
  }
}

extension Duration {
  /// The duration in whole nanoseconds; exact for anything shorter than 292 years.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
  }
}
