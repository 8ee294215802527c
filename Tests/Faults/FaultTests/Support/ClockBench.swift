import BatteryHub
import BatteryJobs
import Foundation
import Logging
import SystemPackage
import TestKit

/// A hub in this process, on a clock that the test moves, that can be stopped and started again.
final class ClockBench {
  let name: String
  let clock = ManualTimeSource(now: Date(timeIntervalSince1970: 1_774_656_000))
  /// The latest time that the clock has shown.
  private(set) var latest = Date.distantPast
  private let directory: TemporaryDirectory
  private let configuration: HubConfiguration
  private let data: DataDirectory
  private var running: (hub: Hub, store: SQLiteStore, task: Task<Void, any Error>)?
  private var origins: [String: Date] = [:]

  private static let registry = JobRegistry([CountedJob.self])

  init(yaml: String, name: String, keeping runs: Int) throws {
    self.name = name
    directory = try TemporaryDirectory()
    let file = try directory.write(
      "hub: { timezone: UTC, keep: { runs: \(runs) } }\njobs:\n"
        + yaml.replacing("NAME", with: name),
      to: "batteries.yaml"
    )
    configuration = try HubConfiguration.load(file: file, registry: Self.registry)
    data = try DataDirectory(directory.path.appending(".batteries"))
    for job in configuration.jobs {
      origins[job.name] = job.triggers.schedule?.next(
        after: clock.now,
        in: job.triggers.timezone,
        seed: job.seed
      )
    }
  }

  func start() async throws {
    let store = try SQLiteStore(data.database)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let hub = Hub(
      configuration: configuration,
      registry: Self.registry,
      store: store,
      data: data,
      clock: clock,
      logger: logger
    )
    running = (hub, store, Task { try await hub.run() })
    try await settle()
  }

  func stop() async {
    guard let running else { return }
    running.task.cancel()
    _ = await running.task.result
    try? running.store.close()
    self.running = nil
  }

  /// Waits until the hub has taken in what the clock shows and has nothing left to do.
  func settle() async throws {
    guard let (hub, store, _) = running else { return }
    latest = max(latest, clock.now)
    // The first look may be at what is about to change.
    var calm = 0
    while calm < 3 {
      clock.advance(by: .milliseconds(20))
      // The hub works in tasks of its own; a loop that never pauses would keep them waiting.
      try await Task.sleep(for: .milliseconds(1))
      let now = clock.now
      var isCalm = try await store.runs(RunFilter(states: [.queued, .running], limit: 1)).isEmpty
      for job in configuration.jobs {
        let planned = try? await hub.upcoming(job.name, count: 1).first
        isCalm =
          isCalm
          && planned
            == job.triggers.schedule?.next(after: now, in: job.triggers.timezone, seed: job.seed)
      }
      calm = isCalm ? calm + 1 : 0
    }
    latest = max(latest, clock.now)
  }

  /// The slots up to the latest time that have no row.
  func lostSlots() throws -> [String] {
    let rows = try SlotRows(database: data.database)
    var lost: [String] = []
    for job in configuration.jobs {
      guard let schedule = job.triggers.schedule, var slot = origins[job.name] else { continue }
      while slot <= latest {
        if !rows.cover(slot, of: job.name) {
          lost.append("\(job.name) \(ISO8601.format(slot, in: job.triggers.timezone))")
        }
        guard
          let next = schedule.next(after: slot, in: job.triggers.timezone, seed: job.seed)
        else { break }
        slot = next
      }
    }
    return lost
  }
}
