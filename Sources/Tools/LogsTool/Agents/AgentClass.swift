/// What a client is, told by what it calls itself.
struct AgentClass: Hashable, Sendable {
  /// The browser with its main version, such as `Firefox 121`; `Crawlers` of a crawler, `Unknown` of
  /// what is not known.
  var browser: String
  /// The system with its version, such as `Windows 10` or `Android 14`; `Crawlers` of a crawler,
  /// which says of systems what it wants to see, `Unknown` of what is not known.
  var system: String
  /// The name of the crawler, such as `Googlebot`; `nil` of everything else.
  var crawler: String?

  /// What says nothing that is known.
  static let unknown = AgentClass(browser: "Unknown", system: "Unknown")

  /// A crawler.
  static func crawler(_ name: String) -> AgentClass {
    AgentClass(browser: "Crawlers", system: "Crawlers", crawler: name)
  }
}
