import BatteryHub
import BatteryJobs
import Foundation
import Logging
import SystemPackage
import TestKit

/// A hub on a store of its own and a clock that the test moves.
final class HubHarness: Sendable {
  let directory: TemporaryDirectory
  let clock: ManualTimeSource
  let store: SQLiteStore
  let hub: Hub
  private let task: Task<Void, any Error>

  static let registry = JobRegistry([ProbeJob.self])
  /// A Monday at noon.
  static let noon = Date(timeIntervalSince1970: 1_768_824_000)

  static func configuration(
    _ yaml: String,
    in directory: TemporaryDirectory,
    concurrency: Int = 4
  ) throws
    -> HubConfiguration
  {
    let text = "hub: { timezone: UTC, concurrency: \(concurrency) }\njobs:\n" + yaml
    let file = try directory.write(text, to: "batteries.yaml")
    return try HubConfiguration.load(file: file, registry: registry)
  }

  static func store(in directory: TemporaryDirectory) throws -> (SQLiteStore, DataDirectory) {
    let data = try DataDirectory(directory.path.appending(".batteries"))
    return (try SQLiteStore(data.database), data)
  }

  /// Starts a hub; `directory` and `clock` go on from a former one.
  init(
    _ yaml: String,
    directory: TemporaryDirectory? = nil,
    clock: ManualTimeSource? = nil,
    concurrency: Int = 4
  ) async throws {
    let directory = try directory ?? TemporaryDirectory()
    let clock = clock ?? ManualTimeSource(now: Self.noon)
    let (store, data) = try Self.store(in: directory)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let hub = Hub(
      configuration: try Self.configuration(yaml, in: directory, concurrency: concurrency),
      registry: Self.registry,
      store: store,
      data: data,
      clock: clock,
      logger: logger
    )
    self.directory = directory
    self.clock = clock
    self.store = store
    self.hub = hub
    task = Task { try await hub.run() }
    // The loop, the leases and the cleaning each wait for the clock when the hub is up.
    await clock.waitForSleepers(3)
  }

  /// Moves the clock.
  func advance(by duration: Duration) {
    clock.advance(by: duration)
  }

  /// Waits until something is true, while the clock goes on by a millisecond at a time.
  func wait(until isTrue: () async throws -> Bool) async throws {
    while try await !isTrue() {
      // A test that has run out of time must not go on for ever, and keep all others waiting.
      try Task.checkCancellation()
      clock.advance(by: .milliseconds(1))
      await Task.yield()
    }
  }

  /// Waits until a number of runs are in a state, and returns them.
  func wait(for job: String, _ state: RunState, count: Int = 1) async throws -> [RunRecord] {
    var runs: [RunRecord] = []
    try await wait {
      runs = try await store.runs(RunFilter(job: job, states: [state], limit: 1000))
      return runs.count >= count
    }
    return runs
  }

  /// Ends the hub, as a second Ctrl-C does.
  func stop() async {
    task.cancel()
    _ = await task.result
    try? store.close()
  }
}
