import BatteryJobs
import Foundation

/// The latest runs of every job, kept in memory.
///
/// Reading them from a store of a million runs takes longer than writing the page that shows them.
/// The hub tells of every run that changes, so that what was read once can be kept up to date by
/// the events since. It is read anew when events were lost, because more happened between two visits
/// than is kept, and in the background from time to time in any case.
actor HistoryCache {
  private static let maximumAge = Duration.seconds(300)

  private let store: any JobStore
  private let feed: EventFeed
  private let clock: any TimeSource
  private let depth: Int

  private var ticks: [String: [JobHistory.Tick]]?
  private var lastEvent: UInt64 = 0
  private var readAt = Duration.zero
  private var isReading = false
  /// Changes whenever the histories were read.
  private var generation = 0

  init(hub: any HubControl, depth: Int) {
    store = hub.store
    feed = hub.events
    clock = hub.clock
    self.depth = depth
  }

  /// Returns the latest runs by the names of the jobs, newest first.
  func histories() async throws -> [String: [JobHistory.Tick]] {
    guard let ticks = await updated() else { return try await read() }
    if clock.uptime - readAt > Self.maximumAge, !isReading {
      isReading = true
      Task {
        _ = try? await read()
        isReading = false
      }
    }
    return ticks
  }

  private func read() async throws -> [String: [JobHistory.Tick]] {
    // Taken before reading, so that what happens meanwhile is told again rather than not at all.
    let event = feed.lastID
    let now = clock.uptime
    let histories = try await store.histories(depth: depth)
    let read = Dictionary(histories.map { ($0.job, $0.ticks) }) { first, _ in first }
    ticks = read
    generation += 1
    lastEvent = event
    readAt = now
    return read
  }

  /// Applies the events since; returns `nil` when everything has to be read.
  private func updated() async -> [String: [JobHistory.Tick]]? {
    guard ticks != nil else { return nil }
    let target = feed.lastID
    guard target > lastEvent else { return ticks }
    let (events, hasGap) = feed.events(after: lastEvent)
    guard !hasGap else { return nil }
    let reading = generation
    for await event in events {
      // What was read meanwhile may be of before this event.
      guard generation == reading else { return await updated() }
      // Another caller may have come further while this one waited.
      if lastEvent >= target { break }
      guard event.id > lastEvent else { continue }
      lastEvent = event.id
      switch event.kind {
      case .run(let run): apply(run)
      // A job may have been renamed, and have brought its history along.
      case .configuration:
        ticks = nil
        return nil
      case .log, .progress, .job: break
      }
      if event.id >= target { break }
    }
    return ticks
  }

  private func apply(_ run: RunRecord) {
    var list = ticks?[run.job] ?? []
    let tick = JobHistory.Tick(run)
    if let place = list.firstIndex(where: { $0.run <= run.id }) {
      if list[place].run == run.id { list[place] = tick } else { list.insert(tick, at: place) }
    } else if list.count < depth {
      list.append(tick)
    }
    if list.count > depth { list.removeLast() }
    ticks?[run.job] = list
  }
}
