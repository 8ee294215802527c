/// Tells browsers, systems and crawlers by what clients call themselves.
///
/// In this order: a reader of feeds; a crawler that is known, or has `bot`, `crawler` or the like in
/// its name; a tool or a library; what gives a link to say whose it is or is `compatible` with
/// browsers but none, as crawlers are; a browser.
struct AgentClassifier: Sendable {
  private let crawlers = PhraseTable(CrawlerRule.all, phrase: \.phrase)
  private let readers = PhraseTable(ClientRule.readers, phrase: \.phrase)
  private let tools = PhraseTable(ClientRule.tools, phrase: \.phrase)
  private let browsers = PhraseTable(ClientRule.browsers, phrase: \.phrase)
  private let systems = PhraseTable(SystemRule.all, phrase: \.phrase)

  /// Returns what an agent is.
  ///
  /// - Complexity: O(`agent.count`), of which at most ``AgentText/limit`` bytes are looked at.
  func classify(_ agent: some Collection<UInt8>) -> AgentClass {
    let agent = AgentText(agent)
    guard !agent.bytes.isEmpty, agent.bytes != [UInt8(ascii: "-")] else { return .unknown }
    let system = systems.first(in: agent).map { $0.entry.name(in: agent, end: $0.end) }
    if let found = readers.first(in: agent) { return client(found, in: agent, system: system) }
    if let found = crawlers.first(in: agent) { return .crawler(found.entry.name) }
    if agent.bytes.starts(with: "() {".utf8) { return .crawler("Shellshock probe") }
    if let name = GenericCrawler.name(in: agent) { return .crawler(name) }
    if let found = tools.first(in: agent) { return client(found, in: agent, system: system) }
    if agent.hasContact { return .crawler(GenericCrawler.owner(of: agent)) }
    let found = browsers.first(in: agent)
    if let name = GenericCrawler.compatible(in: agent, isBrowser: found != nil) {
      return .crawler(name)
    }
    return client(found, in: agent, system: system)
  }

  private func client(
    _ found: (entry: ClientRule, end: Int)?,
    in agent: AgentText,
    system: String?
  ) -> AgentClass {
    var name = found.map { $0.entry.name(in: agent, end: $0.end) }
    // What calls itself Safari on Android is the browser that came with it once.
    if let system, system.hasPrefix("Android"), let text = name, text.hasPrefix("Safari") {
      name = "Android Browser" + text.dropFirst("Safari".count)
    }
    return AgentClass(browser: name ?? "Unknown", system: system ?? "Unknown")
  }
}
