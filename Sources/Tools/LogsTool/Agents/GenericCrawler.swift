/// Crawlers that are in no table, told by their names.
enum GenericCrawler {
  /// By their last three letters, which few other words have.
  private static let endings = Dictionary(
    grouping: [
      "bot", "bots", "crawl", "crawler", "crawlers", "spider", "scraper", "scanner", "fetcher",
      "archiver", "indexer", "harvester", "slurp", "checker", "monitor",
    ],
    by: ending
  )
  private static let words: Set<String> = [
    "crawling", "robot", "robots", "monitoring", "linkcheck",
    "validator", "healthcheck", "healthchecker",
  ]
  /// Words that end like crawlers but name telephones.
  private static let others: Set<String> = ["cubot"]

  /// Returns the name of a crawler that is one by a word outside links; `nil` without one.
  static func name(in agent: AgentText) -> String? {
    let word = agent.words.first { !$0.isInAddress && isCrawler($0.text) }
    guard let word else { return nil }
    let name = agent.name(around: word.range)
    // `Example Crawler/1.0`: the word alone says little.
    guard name.utf8.count == word.range.count, word.range.lowerBound > 1,
      agent.bytes[word.range.lowerBound - 1] == UInt8(ascii: " "),
      let before = agent.words.last(where: { $0.range.upperBound == word.range.lowerBound - 1 }),
      before.text.first?.isLetter == true
    else { return name }
    return "\(agent.name(around: before.range)) \(name)"
  }

  /// Returns the name of a client that gives a link: that of its first product, of the one that is
  /// `compatible`, or else the host of the link.
  static func owner(of agent: AgentText) -> String {
    let products = agent.words.filter { !$0.isInAddress && $0.text.first?.isLetter == true }
    if let first = products.first, first.text != "mozilla" {
      return agent.name(around: first.range)
    }
    if let compatible = products.firstIndex(where: { $0.text == "compatible" }),
      compatible + 1 < products.count
    {
      return agent.name(around: products[compatible + 1].range)
    }
    let host = agent.words.first { $0.isInAddress && !["http", "https", "www"].contains($0.text) }
    return host.map { agent.name(around: $0.range) } ?? "Unknown crawler"
  }

  /// Returns the name of what is `compatible` with browsers but names none; `nil` without one.
  ///
  /// Where a browser is named too, the word counts behind the name of its engine only.
  static func compatible(in agent: AgentText, isBrowser: Bool) -> String? {
    // Before 5.0 there were browsers that are in no table.
    guard agent.lower.starts(with: "mozilla/5.0".utf8),
      let place = agent.words.firstIndex(where: { $0.text == "compatible" })
    else { return nil }
    let isBehindEngine = agent.words[..<place].contains { $0.text == "gecko" }
    guard isBehindEngine || !isBrowser else { return nil }
    let next = agent.words[(place + 1)...].first { $0.text.first?.isLetter == true }
    return next.map { agent.name(around: $0.range) }
  }

  /// The last three letters of a word as a number.
  private static func ending(_ word: String) -> UInt32 {
    word.utf8.suffix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func isCrawler(_ word: String) -> Bool {
    if let endings = endings[ending(word)], endings.contains(where: { word.hasSuffix($0) }) {
      return !others.contains(word)
    }
    return words.contains(word)
  }
}
