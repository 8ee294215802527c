/// What a watch knows of time: how long it has been, and how to wait.
public protocol WatchClock: Sendable {
  /// Time since some moment, which goes on while the machine sleeps.
  var uptime: Duration { get }

  /// Waits.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func sleep(for duration: Duration) async throws
}

/// The machine's own clock.
public struct SystemWatchClock: WatchClock {
  private let start = ContinuousClock.now

  /// Makes a clock that begins now.
  public init() {}

  /// Time since the clock was made.
  public var uptime: Duration { start.duration(to: .now) }

  /// Waits.
  public func sleep(for duration: Duration) async throws {
    try await ContinuousClock().sleep(for: duration)
  }
}
