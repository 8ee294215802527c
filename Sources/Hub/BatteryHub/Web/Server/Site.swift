import BatteryJobs
import Foundation
import Logging
import Synchronization

/// What all routes of one server share.
final class Site: Sendable {
  let hub: any HubControl
  let access: AccessControl
  let data: DataDirectory
  let settings: HubServerSettings
  let origins: OriginPolicy
  let logger: Logger
  let histories: HistoryCache
  let files: (any FileBrowser)?

  /// The start of the server in milliseconds since 1970: event numbers begin anew with each start.
  let epoch: Int64

  private let streams = Mutex(0)

  init(
    hub: any HubControl,
    access: AccessControl,
    data: DataDirectory,
    settings: HubServerSettings,
    logger: Logger,
    files: (any FileBrowser)? = nil
  ) {
    self.hub = hub
    self.access = access
    self.data = data
    self.settings = settings
    self.logger = logger
    self.files = files
    histories = HistoryCache(hub: hub, depth: Routes.historyDepth)
    origins = OriginPolicy(listen: settings.host, publicURL: settings.publicURL)
    epoch = Int64(hub.clock.now.timeIntervalSince1970 * 1000)
  }

  var store: any JobStore { hub.store }

  /// The name of the session's cookie.
  ///
  /// Cookies do not tell ports apart, so that hubs on one machine need names of their own. Behind
  /// HTTPS the name makes browsers insist on `Secure` and on this very host.
  var cookieName: String {
    isSecure ? "__Host-batteries" : "batteries-\(settings.port)"
  }

  /// Whether browsers reach the server by HTTPS.
  var isSecure: Bool { origins.publicOrigin?.hasPrefix("https:") ?? false }

  /// Whether one more event stream may open.
  var hasRoomForStream: Bool { streams.withLock { $0 < settings.streamLimit } }

  /// Counts event streams that open or, with a negative number, close.
  func countStream(_ difference: Int) { streams.withLock { $0 += difference } }
}
