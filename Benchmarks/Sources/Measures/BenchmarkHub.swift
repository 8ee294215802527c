import BatteryHub
import BatteryJobs
import Foundation
import Logging
import RunTool
import SystemPackage

/// A hub with a store of its own.
struct BenchmarkHub {
  let store: SQLiteStore
  let data: DataDirectory
  let hub: Hub

  /// Opens the store below a directory and makes a hub for a configuration.
  init(_ yaml: String, in directory: FilePath) throws {
    data = try DataDirectory(directory)
    store = try SQLiteStore(data.database)
    let registry = JobRegistry([RunJob.self])
    var logger = Logger(label: "benchmark")
    logger.logLevel = .error
    hub = Hub(
      configuration: try HubConfiguration.parse(
        yaml,
        file: directory.appending("batteries.yaml"),
        registry: registry
      ),
      registry: registry,
      store: store,
      data: data,
      logger: logger
    )
  }
}
