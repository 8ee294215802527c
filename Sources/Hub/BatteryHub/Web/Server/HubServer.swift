import BatteryJobs
import Foundation
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The hub's web server: the API, the live events, the metrics and the dashboard.
///
/// It stops with the service group that it runs in: it takes no new connection, ends the event
/// streams, and lets the other answers finish.
public struct HubServer: Service {
  let site: Site
  private let table: RouteTable
  private let onListening: @Sendable (_ host: String, _ port: Int) async -> Void

  /// Makes a server.
  ///
  /// - Parameters:
  ///   - hub: The hub to show and to control.
  ///   - access: Who may come in.
  ///   - data: Where the files that runs made are.
  ///   - settings: Where to listen, and what to allow.
  ///   - logger: Where to write what goes wrong.
  ///   - files: The files that the dashboard shows; none unless given.
  ///   - onListening: Told the address once connections are accepted.
  public init(
    hub: any HubControl,
    access: AccessControl,
    data: DataDirectory,
    settings: HubServerSettings,
    logger: Logger,
    files: (any FileBrowser)? = nil,
    onListening: @escaping @Sendable (_ host: String, _ port: Int) async -> Void = { _, _ in }
  ) {
    site = Site(
      hub: hub,
      access: access,
      data: data,
      settings: settings,
      logger: logger,
      files: files
    )
    table = Routes(site: site).table
    self.onListening = onListening
  }

  /// All routes, for who checks them.
  var routes: [Route] { table.routes }

  /// Serves until the service group shuts down.
  public func run() async throws {
    // Whoever opens the dashboard first need not wait until a long history has been read.
    let reading = Task { [histories = site.histories] in try? await histories.histories() }
    defer { reading.cancel() }
    try await application.run()
  }

  /// The address of a hub, as a browser opens it.
  public static func url(host: String, port: Int) -> String {
    let name =
      host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    return "http://\(name):\(port)"
  }

  var application: Application<WebResponder> {
    let settings = site.settings
    let channel = HTTP1Channel.Configuration(
      idleTimeout: .milliseconds(settings.idleTime.milliseconds),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16_384,
        maxHeaderListSize: 32_768,
        maxHeaderFieldCount: 100
      )
    )
    let host = settings.host
    let onListening = onListening
    return Application(
      responder: WebResponder(site: site, table: table),
      server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: settings.port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          settings.connectionLimit,
          logger: site.logger
        )
      ),
      onServerRunning: { channel in
        await onListening(host, channel.localAddress?.port ?? settings.port)
      },
      logger: site.logger
    )
  }
}
