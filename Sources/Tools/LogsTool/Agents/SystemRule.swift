/// How a system is told by a phrase of an agent.
struct SystemRule: Sendable {
  /// Where its version stands, and which names its versions have.
  enum Version: Sendable {
    case none
    /// Behind the phrase, its first number.
    case main
    /// Behind the phrase, its first two numbers.
    case minor
    case windows
    case macOS
    /// Behind `OS`, somewhere in the agent.
    case iOS
    case iPadOS
    case android
    /// The version of the kernel, from which that of the system follows.
    case darwin
  }

  /// What the agent has, in small letters.
  var phrase: String
  /// What the system is called.
  var name: String
  var version: Version

  init(_ phrase: String, _ name: String, _ version: Version = .none) {
    self.phrase = phrase
    self.name = name
    self.version = version
  }

  /// Returns the name with the version that an agent says.
  func name(in agent: AgentText, end: Int) -> String {
    switch version {
    case .none: return name
    case .main: return named(agent.version(at: end))
    case .minor: return named(agent.version(at: end, parts: 2))
    case .windows: return Self.windows(agent.version(at: end, parts: 2))
    case .macOS: return Self.macOS(agent.version(at: end, parts: 2))
    case .android: return named(Self.android(agent.version(at: end, parts: 2)))
    case .darwin: return Self.darwin(agent, kernel: agent.version(at: end))
    case .iOS: return named(Self.iOS(agent))
    case .iPadOS:
      let number = Self.iOS(agent)
      // Until then tablets had the system of telephones.
      let isOlder = number.flatMap(Int.init).map { $0 < 13 } ?? false
      return (isOlder ? SystemRule(phrase, "iOS") : self).named(number)
    }
  }

  private func named(_ number: String?) -> String { number.map { "\(name) \($0)" } ?? name }

  private static func iOS(_ agent: AgentText) -> String? {
    agent.version(of: ["os", "ios", "ipados"])
  }

  private static func android(_ number: String?) -> String? {
    // Before 5 the second number tells much, after it nothing.
    guard let number, let main = number.split(separator: ".").first.flatMap({ Int($0) }) else {
      return nil
    }
    return main >= 5 ? "\(main)" : number
  }

  private static func macOS(_ number: String?) -> String {
    guard let number else { return "macOS" }
    let parts = number.split(separator: ".").compactMap { Int($0) }
    guard let main = parts.first else { return "macOS" }
    if main >= 11 { return "macOS \(main)" }
    let isRenamed = parts.count > 1 && parts[1] >= 12
    return isRenamed ? "macOS \(number)" : "OS X \(number)"
  }

  /// The system of a kernel: a Mac where the agent tells its processor, else a telephone.
  private static func darwin(_ agent: AgentText, kernel: String?) -> String {
    let macs: Set<String> = ["x86", "i386", "power", "macos", "macosx"]
    let isMac = agent.words.contains { macs.contains($0.text) }
    guard let kernel = kernel.flatMap(Int.init) else { return "Darwin" }
    switch kernel {
    case 25...: return isMac ? "macOS \(kernel + 1)" : "iOS \(kernel + 1)"
    case 20...: return isMac ? "macOS \(kernel - 9)" : "iOS \(kernel - 6)"
    case 14...: return isMac ? macOS("10.\(kernel - 4)") : "iOS \(kernel - 6)"
    case 5...: return isMac ? macOS("10.\(kernel - 4)") : "iOS"
    default: return "Darwin"
    }
  }

  private static func windows(_ number: String?) -> String {
    switch number {
    case "10.0"?: "Windows 10"
    case "11.0"?: "Windows 11"
    case "6.3"?: "Windows 8.1"
    case "6.2"?: "Windows 8"
    case "6.1"?: "Windows 7"
    case "6.0"?: "Windows Vista"
    case "5.2"?: "Windows XP x64"
    case "5.1"?, "5.01"?: "Windows XP"
    case "5.0"?: "Windows 2000"
    case "4.0"?: "Windows NT 4.0"
    default: "Windows"
    }
  }
}
