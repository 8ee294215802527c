import BatteryFiles
import BatteryHub
import BatteryJobs
import Foundation
import Logging

/// The data directory of a configuration, locked for this process, with its store open.
struct Workplace {
  let configuration: HubConfiguration
  let data: DataDirectory
  let store: SQLiteStore
  let logger: Logger
  private let lock: FileLock

  /// Locks the data directory and opens the store.
  ///
  /// - Throws: ``CommandFailure`` with who holds the lock when another process does.
  static func open(
    _ configuration: HubConfiguration,
    _ verbosity: VerbosityOptions
  ) throws
    -> Workplace
  {
    let data = try DataDirectory(configuration.settings.data)
    do {
      let lock = try FileLock(data.lock)
      return Workplace(
        configuration: configuration,
        data: data,
        store: try SQLiteStore(data.database),
        logger: verbosity.logger,
        lock: lock
      )
    } catch let held as FileLock.Held {
      throw CommandFailure(ExitStatus.unavailable, occupied(data, by: held.process))
    }
  }

  private static func occupied(_ data: DataDirectory, by process: Int32?) -> String {
    if let control = ControlFile.read(in: data.path) {
      return "\(data.path): a hub uses this directory already: process \(control.pid) at "
        + "\(control.url). Stop it first, or set hub.data to another directory."
    }
    let holder = process.map { "process \($0)" } ?? "another process"
    return "\(data.path): \(holder) uses this directory already. "
      + "Wait until it has ended, or set hub.data to another directory."
  }

  /// Makes the engine.
  func hub() -> Hub {
    Hub(
      configuration: configuration,
      registry: Registry.jobs,
      store: store,
      data: data,
      clock: Console.current.clock,
      logger: logger
    )
  }

  /// Closes the store and gives the directory free.
  func close() {
    try? store.close()
    lock.unlock()
  }
}
