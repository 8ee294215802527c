public import BatteryJobs

/// How the web server listens and what it allows.
public struct HubServerSettings: Sendable {
  /// The host or address to listen on.
  public var host: String
  /// The port; 0 for any free one.
  public var port: Int
  /// The address under which people reach the hub, when it is not the one it listens on.
  public var publicURL: String?
  /// The version to show and to report.
  public var version: String
  /// The longest body of a request, in bytes.
  public var bodyLimit = 1 << 20
  /// How long a body may take to arrive.
  public var bodyTime = TimeSpan.seconds(30)
  /// How long a connection may stay silent, or take to send its headers.
  public var idleTime = TimeSpan.seconds(60)
  /// How many connections may be open at once.
  public var connectionLimit = 1024
  /// How many event streams may be open at once.
  public var streamLimit = 128
  /// How often a silent event stream shows that it is alive.
  public var heartbeat = TimeSpan.seconds(15)

  /// Describes a server.
  public init(
    host: String = "127.0.0.1",
    port: Int = 8800,
    publicURL: String? = nil,
    version: String = "development"
  ) {
    self.host = host
    self.port = port
    self.publicURL = publicURL
    self.version = version
  }

  /// Whether only programs on this machine can reach the server.
  public var isLoopback: Bool { OriginPolicy.isLoopback(host) }
}
