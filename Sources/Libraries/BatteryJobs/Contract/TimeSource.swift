public import Foundation

/// What time it is, and waiting for it: the one clock that schedules, leases and timeouts use.
///
/// It joins two clocks that differ: the wall clock, which people set and which jumps, and elapsed
/// time, which does neither. Schedules are made of wall-clock time; waiting and measuring use
/// elapsed time.
public protocol TimeSource: Sendable {
  /// The wall clock.
  var now: Date { get }

  /// Time elapsed since some fixed moment; never jumps and never runs backwards.
  var uptime: Duration { get }

  /// Waits for a length of elapsed time.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func sleep(for duration: Duration) async throws
}

/// The machine's own clocks.
public struct SystemTimeSource: TimeSource {
  /// Uses the machine's clocks.
  public init() {}

  /// The wall clock.
  public var now: Date { Date() }

  /// Time since the machine started, including time asleep.
  public var uptime: Duration { ContinuousClock().systemEpoch.duration(to: .now) }

  /// Waits without tolerance.
  public func sleep(for duration: Duration) async throws {
    try await ContinuousClock().sleep(until: .now + duration, tolerance: .zero)
  }
}
