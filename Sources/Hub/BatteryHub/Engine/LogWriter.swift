import BatteryJobs
import Foundation

/// Gathers the lines of all runs and stores them in batches.
///
/// A line waits at most ``delay`` before it is in the store. When jobs print faster than the store
/// takes lines, they wait: what is held in memory stays below ``capacity``. While the store cannot
/// be written, as on a full disk, nothing is dropped and the jobs wait; only a hub that must end
/// gives up in the end.
actor LogWriter {
  /// How long a line waits for others to be stored with.
  static let delay = Duration.milliseconds(50)
  /// How many bytes wait at the most before those who print wait too.
  static let capacity = 8 << 20

  private struct Key: Hashable {
    let run: Int64
    let attempt: Int
  }

  private let store: any JobStore
  private let clock: any TimeSource
  private let events: EventFeed
  private let retry: StoreRetry
  private var pending: [Key: [LogLine]] = [:]
  private var pendingBytes = 0
  private var lastNumber: [Int64: Int64] = [:]
  /// The runs with lines that were given up; what comes after them is dropped, too.
  private var incomplete: Set<Int64> = []
  private var isScheduled = false
  private var flushing: Task<Void, Never>?

  init(store: any JobStore, clock: any TimeSource, events: EventFeed, retry: StoreRetry) {
    self.store = store
    self.clock = clock
    self.events = events
    self.retry = retry
  }

  /// Prepares the log of an attempt: its lines follow those of the attempts before.
  func open(run: Int64, attempt: Int) async {
    guard attempt > 1 else {
      lastNumber[run] = 0
      return
    }
    let last = await retry.untilStored("The log of run \(run)") { [store] in
      try await store.lastLines(run: run, limit: 1).last?.number ?? 0
    }
    // Without the number its lines would take the place of earlier ones.
    if last == nil { incomplete.insert(run) }
    lastNumber[run] = last ?? 0
  }

  /// Adds lines; waits while too many wait to be stored.
  func append(_ lines: [LogLine], run: Int64, attempt: Int) async {
    guard !lines.isEmpty, !incomplete.contains(run) else { return }
    pending[Key(run: run, attempt: attempt), default: []] += lines
    pendingBytes += lines.reduce(0) { $0 + $1.bytes.count + 64 }
    if pendingBytes > Self.capacity {
      await flush()
    } else if !isScheduled {
      isScheduled = true
      Task { [weak self, clock] in
        try? await clock.sleep(for: Self.delay)
        await self?.flush()
      }
    }
  }

  /// Stores all that waits, and ends the log of a run.
  ///
  /// - Returns: Whether the whole log is stored.
  func close(run: Int64) async -> Bool {
    await flush()
    lastNumber[run] = nil
    return incomplete.remove(run) == nil
  }

  /// Returns when all lines that were added before the call are stored, or given up.
  func flush() async {
    // What is under way may be of before the call as well.
    await flushing?.value
    if !pending.isEmpty, flushing == nil {
      flushing = Task { await self.storePending() }
    }
    // Another caller may have begun to store the lines of this one.
    await flushing?.value
  }

  private func storePending() async {
    let batches = takePending()
    guard !batches.isEmpty else {
      flushing = nil
      return
    }
    let isStored: Void? = await retry.untilStored(Self.title(of: batches)) { [store] in
      try await store.append(batches)
    }
    flushing = nil
    guard isStored != nil else {
      incomplete.formUnion(batches.map(\.run))
      return
    }
    for batch in batches {
      let last = batch.first + Int64(batch.lines.count) - 1
      events.publish(.log(run: batch.run, lastLine: last))
    }
  }

  private static func title(of batches: [LogBatch]) -> String {
    let lines = batches.reduce(0) { $0 + $1.lines.count }
    let runs = Set(batches.map(\.run)).sorted().map(String.init)
    let owner = runs.count == 1 ? "run \(runs[0])" : "the runs \(runs.joined(separator: ", "))"
    return "The log of \(owner) (\(lines == 1 ? "1 line" : "\(lines) lines"))"
  }

  private func takePending() -> [LogBatch] {
    let whole = pending.filter { !incomplete.contains($0.key.run) }
    let batches = whole.sorted { $0.key.attempt < $1.key.attempt }.map { key, lines in
      let first = (lastNumber[key.run] ?? 0) + 1
      lastNumber[key.run] = first + Int64(lines.count) - 1
      return LogBatch(run: key.run, attempt: key.attempt, first: first, lines: lines)
    }
    pending = [:]
    pendingBytes = 0
    isScheduled = false
    return batches
  }
}
