import BatteryHub
import BatteryJobs
import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// A running hub: the engine, the web server and the watch over the configuration, which start and
/// end together.
struct HubProcess {
  /// The name of the token by which the command line reaches the hub.
  static let tokenName = "command line"

  let place: Workplace
  let verbosity: VerbosityOptions
  let console: Console

  /// Runs until a signal asks for the end.
  func run() async throws {
    let hub = place.hub()
    let access = AccessControl(store: place.store, clock: console.clock)
    let settings = place.configuration.settings
    try await refuseStrangers(settings.listen, access)
    let addresses = AsyncStream.makeStream(of: String.self)
    let isListening = AsyncStream.makeStream(of: Void.self)
    let message = StartMessage(place: place, verbosity: verbosity, console: console)
    let server = HubServer(
      hub: hub,
      access: access,
      data: place.data,
      settings: HubServerSettings(
        host: settings.listen.host,
        port: settings.listen.port,
        publicURL: settings.url,
        version: Batteries.version
      ),
      logger: place.logger,
      files: CatalogBrowser(hub: hub, environment: console.environment)
    ) { host, port in
      addresses.continuation.yield(HubServer.url(host: host, port: port))
    }
    let announcement = Task {
      for await url in addresses.stream {
        await announce(url, access, message) { isListening.continuation.finish() }
      }
    }
    defer { announcement.cancel() }
    defer { ControlFile.remove(in: place.data) }
    let signals = ShutdownSignals(place: place, console: console)
    defer { signals.cancel() }
    let announcer = Task { [verbosity, console] in
      await RunAnnouncer(hub: hub, verbosity: verbosity, console: console).run()
    }
    defer { announcer.cancel() }
    // The last service is shut down first: the dashboard stays until the runs have ended.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: server),
          .init(service: EngineService(hub: hub, ready: isListening.stream)),
          .init(service: ConfigurationWatcher(hub: hub, console: console)),
        ],
        gracefulShutdownSignals: [.sigint, .sigterm],
        logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
      )
    )
    do {
      try await group.run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw CommandFailure(
        ExitStatus.unavailable,
        "\(settings.listen): another program listens there. Pass --listen with another port, or "
          + "set hub.listen."
      )
    } catch let error as IOError {
      throw CommandFailure(
        error.errnoCode == EACCES ? ExitStatus.denied : ExitStatus.unavailable,
        "\(settings.listen): cannot listen there: \(String(cString: strerror(error.errnoCode)))."
      )
    }
  }

  /// Refuses to be reachable from other machines while nobody has been given a way in.
  private func refuseStrangers(_ listen: ListenAddress, _ access: AccessControl) async throws {
    guard !listen.isLoopback else { return }
    let tokens = try await valid(.token).filter { $0.name != Self.tokenName }
    let sessions = try await valid(.session)
    guard tokens.isEmpty, sessions.isEmpty else { return }
    throw CommandFailure(
      ExitStatus.configuration,
      "hub.listen \(listen) can be reached from other machines, and nobody may sign in yet. Make a "
        + "token first (batteries token add NAME), or sign in once on 127.0.0.1."
    )
  }

  /// Returns the credentials that have not expired.
  private func valid(_ purpose: Credential.Purpose) async throws -> [Credential] {
    let now = Date()
    return try await place.store.credentials(purpose).filter {
      ($0.expiresAt ?? .distantFuture) > now
    }
  }

  /// Leaves word for the command line and tells the user.
  ///
  /// On a full disk that fails; the hub goes on meanwhile, so only the first try keeps it waiting.
  private func announce(
    _ url: String,
    _ access: AccessControl,
    _ message: StartMessage,
    afterFirstTry: () -> Void
  ) async {
    var problem: (any Error)?
    repeat {
      if problem != nil { try? await console.clock.sleep(for: .seconds(2)) }
      let former = problem
      problem = await self.problem(announcing: url, access, message)
      if let problem, former == nil {
        place.logger.error("The command line cannot reach this hub yet: \(problem)")
      }
      afterFirstTry()
    } while problem != nil && !Task.isCancelled
  }

  private func problem(
    announcing url: String,
    _ access: AccessControl,
    _ message: StartMessage
  ) async -> (any Error)? {
    do {
      try await access.revokeToken(named: Self.tokenName)
      let token = try await access.makeToken(name: Self.tokenName, role: .admin)
      let pid = ProcessInfo.processInfo.processIdentifier
      try ControlFile(url: url, token: token, pid: pid).write(in: place.data)
      // Whoever has never signed in needs a way in; later starts must not print one each time.
      let isFirst = try await valid(.session).isEmpty
      let base = place.configuration.settings.url ?? url
      let link = isFirst ? try await access.makeLink(base: base) : nil
      message.print(url: base, link: link)
      return nil
    } catch {
      return error
    }
  }
}

/// The engine, which starts once the server listens, so that nothing runs when the address is
/// taken.
private struct EngineService: Service {
  let hub: Hub
  let ready: AsyncStream<Void>

  func run() async throws {
    for await _ in ready {}
    try Task.checkCancellation()
    try await hub.run()
  }
}
