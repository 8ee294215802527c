import HTTPTypes

/// Which hosts this server answers for, and which requests come from its own pages.
struct OriginPolicy: Hashable, Sendable {
  /// The names that a request may address, in lower case and without ports.
  var hosts: Set<String>

  /// Whether a request may address the server by any IP address.
  ///
  /// An address cannot be rebound, so that this is safe wherever the server listens off loopback.
  var allowsAddresses: Bool

  /// The scheme, host and port of the public address, when a proxy stands before the server.
  var publicOrigin: String?

  /// Makes the policy of a server that listens on a host, and may be known by a public address.
  init(listen host: String, publicURL: String?) {
    hosts = ["localhost", "127.0.0.1", "[::1]", Self.bracketed(host.lowercased())]
    allowsAddresses = !Self.isLoopback(host)
    publicOrigin = publicURL.flatMap(Self.origin)
    if let publicOrigin, let start = publicOrigin.firstRange(of: "://")?.upperBound {
      hosts.insert(Self.withoutPort(String(publicOrigin[start...])))
    }
  }

  /// Whether a host is this very machine and nothing else.
  static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    return name == "localhost" || name == "::1" || name == "[::1]" || name.hasPrefix("127.")
  }

  /// Whether the server answers for the `Host` of a request: the defence against DNS rebinding.
  func allows(authority: String?) -> Bool {
    guard let authority, !authority.isEmpty, authority.utf8.count <= 300 else { return false }
    let host = Self.withoutPort(authority.lowercased())
    return hosts.contains(host) || (allowsAddresses && Self.isAddress(host))
  }

  /// Whether a request comes from a page of this server, as the browser tells it.
  ///
  /// Current browsers send `Sec-Fetch-Site`; over plain HTTP off loopback they send only `Origin`.
  /// A request that has neither is refused: a browser sends one of them with every form.
  func isSameOrigin(_ request: HTTPRequest) -> Bool {
    let fields = request.headerFields
    let sites = fields[values: Self.secFetchSite]
    if !sites.isEmpty { return sites == ["same-origin"] || sites == ["none"] }
    let origins = fields[values: .origin]
    guard origins.count == 1, let authority = request.authority?.lowercased() else { return false }
    let origin = origins[0].lowercased()
    return origin == "http://\(authority)" || origin == "https://\(authority)"
      || origin == publicOrigin
  }

  private static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin

  private static func origin(_ url: String) -> String? {
    let parts = url.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "http:" || parts[0] == "https:", !parts[2].isEmpty else {
      return nil
    }
    return "\(parts[0])//\(parts[2])"
  }

  private static func withoutPort(_ authority: String) -> String {
    if authority.hasPrefix("[") {
      return authority.firstIndex(of: "]").map { String(authority[...$0]) } ?? authority
    }
    return String(authority.prefix { $0 != ":" })
  }

  private static func bracketed(_ host: String) -> String {
    host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
  }

  private static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("[") { return host.hasSuffix("]") }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
