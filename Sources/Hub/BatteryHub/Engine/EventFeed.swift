public import BatteryJobs
import Synchronization

/// Hands the hub's events to everybody who watches.
///
/// The latest events are kept, so that a watcher whose connection broke goes on where it was. A
/// watcher that is too slow loses events rather than making the hub wait or its memory grow; it is
/// told so by a gap in the numbers.
public final class EventFeed: Sendable {
  private struct State {
    var nextID: UInt64 = 1
    var recent: [HubEvent] = []
    var watchers: [UInt64: AsyncStream<HubEvent>.Continuation] = [:]
    var nextWatcher: UInt64 = 0
    var isFinished = false
  }

  private static let kept = 4096
  private static let bufferedPerWatcher = 1024

  private let state = Mutex(State())
  private let clock: any TimeSource

  /// Makes a feed.
  public init(clock: any TimeSource) {
    self.clock = clock
  }

  /// Tells everybody that something happened.
  public func publish(_ kind: HubEvent.Kind) {
    let time = clock.now
    state.withLock { state in
      let event = HubEvent(id: state.nextID, time: time, kind: kind)
      state.nextID += 1
      state.recent.append(event)
      if state.recent.count > 2 * Self.kept { state.recent.removeFirst(Self.kept) }
      for watcher in state.watchers.values { watcher.yield(event) }
    }
  }

  /// The number of the latest event; 0 before the first.
  public var lastID: UInt64 { state.withLock { $0.nextID - 1 } }

  /// Watches from now on, or from after an event that the watcher saw last.
  ///
  /// - Returns: The events, and whether some between are no longer kept, so that the watcher must
  ///   look at everything anew.
  public func events(after last: UInt64?) -> (events: AsyncStream<HubEvent>, hasGap: Bool) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: HubEvent.self,
      bufferingPolicy: .bufferingNewest(Self.bufferedPerWatcher)
    )
    let hasGap = state.withLock { state in
      var hasGap = false
      if let last {
        let oldest = state.recent.first?.id ?? state.nextID
        hasGap = last &+ 1 < oldest || last >= state.nextID
        let missed = state.recent.drop { $0.id <= last }
        if missed.count > Self.bufferedPerWatcher { hasGap = true }
        if !hasGap { for event in missed { continuation.yield(event) } }
      }
      guard !state.isFinished else {
        continuation.finish()
        return hasGap
      }
      let watcher = state.nextWatcher
      state.nextWatcher += 1
      state.watchers[watcher] = continuation
      continuation.onTermination = { [weak self] _ in self?.remove(watcher) }
      return hasGap
    }
    return (stream, hasGap)
  }

  /// Ends the streams of all watchers; nothing is published after that.
  public func finish() {
    let watchers = state.withLock { state in
      state.isFinished = true
      defer { state.watchers = [:] }
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }

  private func remove(_ watcher: UInt64) {
    state.withLock { _ = $0.watchers.removeValue(forKey: watcher) }
  }
}
