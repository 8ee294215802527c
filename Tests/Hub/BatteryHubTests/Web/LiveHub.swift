import BatteryJobs
import Foundation
import Logging
import ServiceLifecycle
import SystemPackage
import TestKit

@testable import BatteryHub

/// A hub with its web server on a port of its own, on the machine's clock.
enum LiveHub {
  private struct HubService: Service {
    let hub: Hub
    func run() async throws { try await hub.run() }
  }

  /// What a test needs of it.
  struct Handle: Sendable {
    let hub: Hub
    let store: SQLiteStore
    let data: DataDirectory
    let access: AccessControl
    let base: String
  }

  /// Runs a hub while a body uses it, and stops it gracefully.
  static func run(
    _ yaml: String,
    _ body: @escaping @Sendable (Handle) async throws -> Void
  ) async throws {
    let directory = try TemporaryDirectory()
    let (store, data) = try HubHarness.store(in: directory)
    var logger = Logger(label: "live")
    logger.logLevel = .critical
    let hub = Hub(
      configuration: try HubHarness.configuration(yaml, in: directory),
      registry: HubHarness.registry,
      store: store,
      data: data,
      logger: logger
    )
    let access = AccessControl(store: store, clock: SystemTimeSource())
    let (addresses, found) = AsyncStream.makeStream(of: String.self)
    let server = HubServer(
      hub: hub,
      access: access,
      data: data,
      settings: HubServerSettings(port: 0),
      logger: logger
    ) { host, port in found.yield(HubServer.url(host: host, port: port)) }
    let group = ServiceGroup(services: [HubService(hub: hub), server], logger: logger)
    let running = Task { try await group.run() }
    let base = await addresses.first { _ in true } ?? ""
    let handle = Handle(hub: hub, store: store, data: data, access: access, base: base)
    do {
      try await body(handle)
    } catch {
      await group.triggerGracefulShutdown()
      _ = await running.result
      throw error
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try store.close()
  }
}
