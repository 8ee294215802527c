/// An address and port to listen on.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// A host name or IP address, without brackets.
  public var host: String

  /// The port; 0 lets the system choose a free one.
  public var port: Int

  /// The port that the hub listens on unless told otherwise.
  public static let defaultPort = 8800

  /// Where the hub listens unless told otherwise.
  public static let loopback = ListenAddress(host: "127.0.0.1", port: defaultPort)

  /// Names an address.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8800`, `localhost`, `[::1]:8800`, `8800` or `:8800`, which is every address.
  ///
  /// - Returns: `nil` when the text is no address.
  public init?(_ text: String) {
    let parts: (host: Substring, port: Substring?)
    guard !text.isEmpty else { return nil }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      let host = text[text.index(after: text.startIndex)..<end]
      guard host.contains(":") else { return nil }
      parts = (host, rest.isEmpty ? nil : rest.dropFirst())
    } else if let port = Self.port(text[...]) {
      self.init(host: Self.loopback.host, port: port)
      return
    } else if let colon = text.firstIndex(of: ":") {
      parts = (text[..<colon], text[text.index(after: colon)...])
    } else {
      parts = (text[...], nil)
    }
    guard let port = parts.port.map(Self.port) ?? Self.defaultPort else { return nil }
    let host = parts.host.isEmpty ? "0.0.0.0" : String(parts.host)
    let isHost = host.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || ".-:%".utf8.contains($0)
    }
    guard isHost, host.utf8.count <= 253 else { return nil }
    self.init(host: host, port: port)
  }

  private static func port(_ text: Substring) -> Int? {
    Scalars.integer(String(text)).flatMap { (0...65_535).contains($0) ? $0 : nil }
  }

  /// Whether only programs on this machine reach the address.
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The address as a configuration writes it.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
