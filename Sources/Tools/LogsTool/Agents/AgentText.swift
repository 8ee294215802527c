/// An agent cut into words.
///
/// A word is a run of letters and digits; `Mozilla/5.0 (compatible; Googlebot/2.1)` has the words
/// `mozilla`, `5`, `0`, `compatible`, `googlebot`, `2` and `1`.
struct AgentText {
  /// A run of letters and digits.
  struct Word {
    /// The word in small letters.
    var text: String
    /// A hash of it, made once for all the tables that it is looked up in.
    var hash: UInt64
    /// Where it stands.
    var range: Range<Int>
    /// Whether it is in a link or an electronic mail address.
    var isInAddress: Bool
  }

  /// How many bytes of an agent are looked at: none that is meant well says more.
  static let limit = 2_048

  /// The agent as it is, but for how some servers write spaces.
  let bytes: [UInt8]
  /// The agent in small letters.
  let lower: [UInt8]
  /// Its words.
  let words: [Word]
  /// Whether it has a link or an address, as crawlers do to say whose they are.
  let hasContact: Bool

  init(_ agent: some Collection<UInt8>) {
    bytes = Self.spaced(Array(agent.prefix(Self.limit)))
    lower = bytes.map { $0.isUppercaseLetter ? $0 | 0x20 : $0 }
    var words: [Word] = []
    var hasContact = false
    var place = 0
    while place < lower.count {
      let end = lower[place...].firstIndex(where: \.separatesTokens) ?? lower.count
      let token = lower[place..<end]
      let isInAddress = Self.isContact(token)
      hasContact = hasContact || isInAddress
      var start = place
      while let first = lower[start..<end].firstIndex(where: \.isLetterOrDigit) {
        let last = lower[first..<end].firstIndex { !$0.isLetterOrDigit } ?? end
        let text = String(decoding: lower[first..<last], as: UTF8.self)
        let hash = Self.hash(lower[first..<last])
        words.append(Word(text: text, hash: hash, range: first..<last, isInAddress: isInAddress))
        start = last
      }
      place = end + 1
    }
    self.words = words
    self.hasContact = hasContact
  }

  /// Returns an agent with the spaces that IIS writes as `+` and CloudFront as `%20`.
  private static func spaced(_ agent: [UInt8]) -> [UInt8] {
    guard !agent.contains(UInt8(ascii: " ")) else { return agent }
    var result: [UInt8] = []
    var place = 0
    while place < agent.count {
      if agent[place...].starts(with: "%20".utf8) {
        result.append(UInt8(ascii: " "))
        place += 3
      } else {
        result.append(agent[place] == UInt8(ascii: "+") ? UInt8(ascii: " ") : agent[place])
        place += 1
      }
    }
    return result
  }

  /// Returns the hash of a word in small letters: FNV-1a.
  static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
    word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func isContact(_ token: ArraySlice<UInt8>) -> Bool {
    let isLink = ["http://", "https://", "www."].contains { token.starts(with: $0.utf8) }
    // Some write their version as `ios@8.1`.
    guard !isLink, let mark = token.firstIndex(of: UInt8(ascii: "@")) else { return isLink }
    let host = token[(mark + 1)...]
    return host.first.map { !$0.isDigit } ?? false && host.contains(UInt8(ascii: "."))
  }

  /// Returns whether a phrase in small letters stands at a place, and no letter or digit goes on
  /// where it ends.
  func has(_ phrase: String, at place: Int) -> Bool {
    var end = place
    for byte in phrase.utf8 {
      guard end < lower.count, lower[end] == byte else { return false }
      end += 1
    }
    guard end > place, end < lower.count, lower[end - 1].isLetterOrDigit else { return true }
    return !lower[end].isLetterOrDigit
  }

  /// Returns the version that follows at a place, such as `17.4` of `/17_4_1` when two parts are
  /// asked for; `nil` when no number follows.
  func version(at place: Int, parts: Int = 1) -> String? {
    var place = place
    if place < lower.count, "/ -:_=".utf8.contains(lower[place]) { place += 1 }
    if place < lower.count, lower[place] == UInt8(ascii: "v") { place += 1 }
    var numbers: [String] = []
    while numbers.count < parts {
      let digits = lower[place...].prefix { $0.isDigit }
      guard !digits.isEmpty, digits.count <= 6 else { break }
      numbers.append(String(decoding: digits, as: UTF8.self))
      place = digits.endIndex
      guard place < lower.count, "._".utf8.contains(lower[place]) else { break }
      place += 1
    }
    return numbers.isEmpty ? nil : numbers.joined(separator: ".")
  }

  /// Returns the first version that follows one of some words.
  func version(of names: Set<String>, parts: Int = 1) -> String? {
    for word in words where names.contains(word.text) {
      if let version = version(at: word.range.upperBound, parts: parts) { return version }
    }
    return nil
  }

  /// Returns the name around a word, such as `Nimbostratus-Bot` around `bot`.
  func name(around range: Range<Int>) -> String {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, bytes[start - 1].isPartOfName { start -= 1 }
    while end < bytes.count, bytes[end].isPartOfName { end += 1 }
    return String(decoding: bytes[start..<end].prefix(40), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isUppercaseLetter: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  fileprivate var isLetterOrDigit: Bool {
    isDigit || isUppercaseLetter || (self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z"))
  }

  fileprivate var isPartOfName: Bool {
    isLetterOrDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: ".")
  }

  /// Whether a token cannot go on behind it; all but printable ASCII does that too.
  fileprivate var separatesTokens: Bool {
    !isLetterOrDigit
      && (self <= 0x20 || self >= 0x7F || ";,()[]{}<>\"'+|\\".utf8.contains(self))
  }
}
