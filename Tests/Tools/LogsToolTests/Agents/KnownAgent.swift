import Testing

/// An agent as servers log it, and what it is.
struct KnownAgent: Sendable, CustomTestStringConvertible {
  var agent: String
  var browser: String
  var system: String
  var crawler: String?

  init(_ agent: String, _ browser: String, _ system: String) {
    self.agent = agent
    self.browser = browser
    self.system = system
  }

  init(_ agent: String, crawler: String) {
    self.agent = agent
    self.crawler = crawler
    browser = "Crawlers"
    system = "Crawlers"
  }

  var testDescription: String { agent }
}
