import BatteryJobs
import Logging

/// Records how attempts ended: all that end while one transaction is written share the next one.
///
/// An end is never lost: while the store cannot be written it is tried again and again.
actor EndWriter {
  private let store: any JobStore
  private let clock: any TimeSource
  private let events: EventFeed
  private let logger: Logger
  private var waiting: [(end: RunEnd, done: CheckedContinuation<RunRecord?, Never>)] = []
  private var isWriting = false

  init(store: any JobStore, clock: any TimeSource, events: EventFeed, logger: Logger) {
    self.store = store
    self.clock = clock
    self.events = events
    self.logger = logger
  }

  /// Records an end.
  ///
  /// - Returns: The run as it stands then, or `nil` when a newer claim has made the end void.
  func record(_ end: RunEnd) async -> RunRecord? {
    await withCheckedContinuation { done in
      waiting.append((end, done))
      guard !isWriting else { return }
      isWriting = true
      Task { await self.writeAll() }
    }
  }

  private func writeAll() async {
    while !waiting.isEmpty {
      let batch = waiting
      waiting = []
      let records = await write(batch.map(\.end))
      let ended = Set(batch.map(\.end.run))
      for follower in records.values where !ended.contains(follower.id) {
        events.publish(.run(follower))
      }
      for (end, done) in batch { done.resume(returning: records[end.run]) }
    }
    isWriting = false
  }

  private func write(_ ends: [RunEnd]) async -> [Int64: RunRecord] {
    var wait = Duration.seconds(1)
    while true {
      do {
        let records = try await store.finish(ends)
        return Dictionary(records.map { ($0.id, $0) }) { $1 }
      } catch {
        logger.error("The end of \(ends.count) runs cannot be stored; trying again. \(error)")
        try? await clock.sleep(for: wait)
        wait = min(wait * 2, .seconds(30))
      }
    }
  }
}
