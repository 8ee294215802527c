/// How a client is told by a phrase of its agent.
struct ClientRule: Sendable {
  /// Where its version stands.
  enum Version: Sendable {
    case none
    /// Behind the phrase, its first number.
    case main
    /// Behind the phrase, its first two numbers.
    case minor
    /// Behind a word, such as `version`; behind the phrase where the word is not there.
    case of(String)
    /// Behind a word and nowhere else.
    case only(String)
  }

  /// What its agent has, in small letters.
  var phrase: String
  /// What it is called.
  var name: String
  var version: Version

  init(_ phrase: String, _ name: String, _ version: Version = .main) {
    self.phrase = phrase
    self.name = name
    self.version = version
  }

  /// Returns the name with the version that an agent says.
  func name(in agent: AgentText, end: Int) -> String {
    let number: String?
    switch version {
    case .none: number = nil
    case .main: number = agent.version(at: end)
    case .minor: number = agent.version(at: end, parts: 2)
    case .of(let word): number = agent.version(of: [word]) ?? agent.version(at: end)
    case .only(let word): number = agent.version(of: [word])
    }
    return number.map { "\(name) \($0)" } ?? name
  }
}
