import Testing

@testable import LogsTool

@Suite("Agent classifier") struct AgentClassifierTests {
  private let classifier = AgentClassifier()

  @Test(
    "knows what servers see",
    arguments: [
      KnownAgent.computers, KnownAgent.encoded, KnownAgent.mobile, KnownAgent.devices,
      KnownAgent.programs,
      KnownAgent.crawlers,
    ].joined()
  )
  func known(_ example: KnownAgent) {
    let found = classifier.classify(example.agent.utf8)
    #expect(found.browser == example.browser)
    #expect(found.system == example.system)
    #expect(found.crawler == example.crawler)
  }

  @Test("reads names as crawlers' only where a word ends with one")
  func phones() {
    let agent = "Mozilla/5.0 (Linux; Android 9; Botany Robotics) Chrome/90.0.4430.91 Safari/537.36"
    #expect(classifier.classify(agent.utf8).crawler == nil)
  }

  @Test(
    "says that it does not know what says nothing",
    arguments: ["", "-", " ", "\u{1}\u{1B}[31m"]
  )
  func nothing(_ agent: String) {
    #expect(classifier.classify(agent.utf8) == .unknown)
  }

  @Test("takes every byte and every length")
  func hostile() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      #expect(!classifier.classify(bytes).browser.isEmpty)
    }
    for text in ["bot", "a", "(", "http://", "Chrome/", "Windows NT ", "Version/9999999999", "/v"] {
      let bytes = Array(String(repeating: text, count: 1_000_000 / text.utf8.count).utf8)
      #expect(!classifier.classify(bytes).browser.isEmpty)
    }
  }

  @Test("shows nothing but letters, digits and marks of names that it made up itself")
  func shown() {
    let agents = [
      "<script>alert(1)</script>bot", "\u{1B}]0;evil\u{7}Crawler/1", "x\"'><img src=x>-Bot",
      "Mozilla/5.0 (compatible; \u{202E}toB; +http://a.example/<b>)",
    ]
    for agent in agents {
      let name = classifier.classify(agent.utf8).crawler ?? ""
      #expect(!name.isEmpty, "\(agent)")
      #expect(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) })
    }
  }

  @Test("has no phrase that a word before it hides")
  func reachable() {
    for rule in CrawlerRule.all {
      let found = classifier.classify("\(rule.phrase) (1.0)".utf8).crawler
      #expect(found == rule.name, "\(rule.phrase)")
    }
  }
}
