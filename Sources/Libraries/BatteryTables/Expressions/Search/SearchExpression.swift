/// A regular expression that is applied to texts of strangers.
///
/// It takes time in proportion to the text, whatever the text is. Only where an expression has what
/// can be matched by going back alone, such as `(?!…)`, `\1` or `\b`, Swift's own regular expressions
/// do it: on texts of up to ``mostBytes``, and never with a repetition in a repetition, which takes for
/// ever on a text that was made for it.
package struct SearchExpression: @unchecked Sendable {
  /// An expression that would take for ever on some texts.
  package struct Endless: Error, CustomStringConvertible {
    /// What is wrong, and what to do.
    package var description: String {
      "it takes for ever on some texts, since a group that is repeated holds a repetition or a choice"
        + " beside \\b, \\1, (?!…) or the like. Write it without one of them"
    }
  }

  private enum Way {
    case steps(SearchProgram, names: [String?])
    // `Regex` is a value that nothing changes after it is made, but does not say that it is Sendable.
    case regex(Regex<AnyRegexOutput>)
  }

  /// How long a text may be for an expression that has to go back; longer ones do not match.
  package static let mostBytes = 8192

  private let way: Way

  /// Reads an expression, which may match anywhere in a text.
  ///
  /// - Throws: What Swift says of it when it is none; ``Endless``.
  package init(_ pattern: String) throws {
    let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    if let (syntax, names) = SearchParser.parse(pattern),
      let program = SearchProgram(syntax, groups: names.count)
    {
      way = .steps(program, names: names)
    } else {
      guard !Self.hasNestedRepetition(pattern) else { throw Endless() }
      way = .regex(regex)
    }
  }

  /// Whether it takes time in proportion to the text.
  package var isLinear: Bool {
    if case .steps = way { true } else { false }
  }

  /// Whether a text matches.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch way {
    case .regex(let regex):
      guard text.count <= Self.mostBytes else { return false }
      return (try? regex.firstMatch(in: String(decoding: text, as: UTF8.self))) != nil
    case .steps(let program, _):
      guard text.contains(where: { $0 >= 0x80 }) else { return Self.matches(program, text) }
      var text = String(decoding: text, as: UTF8.self)
      return text.withUTF8 { Self.matches(program, $0) }
    }
  }

  private static func matches(
    _ program: SearchProgram,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if var walk = SearchWalk(program, text) { return walk.run() }
    var run = SearchRun(program, text, isCapturing: false)
    return run.run()
  }

  /// The groups with names of the first match, of those that took part in it; `nil` without a match.
  package func groups(in text: String) -> [(name: String, text: Substring)]? {
    switch way {
    case .regex(let regex):
      guard text.utf8.count <= Self.mostBytes, let match = try? regex.firstMatch(in: text) else {
        return nil
      }
      return match.output.compactMap { element in
        guard let name = element.name, let text = element.substring else { return nil }
        return (name, text)
      }
    case .steps(let program, let names):
      var text = text
      let places: [Int]? = text.withUTF8 { bytes in
        if var walk = SearchWalk(program, bytes) { return walk.run() ? walk.places : nil }
        var run = SearchRun(program, bytes, isCapturing: true)
        return run.run() ? run.found : nil
      }
      guard let places else { return nil }
      let start = text.utf8.startIndex
      return names.enumerated().compactMap { number, name in
        let (from, to) = (places[number * 2], places[number * 2 + 1])
        guard let name, from >= 0, to >= from else { return nil }
        let first = text.utf8.index(start, offsetBy: from)
        return (name, text[first..<text.utf8.index(first, offsetBy: to - from)])
      }
    }
  }

  /// Whether a group that is repeated holds a repetition or a choice.
  private static func hasNestedRepetition(_ pattern: String) -> Bool {
    let bytes = Array(pattern.utf8)
    /// For each open group whether there is one in it.
    var open: [Bool] = []
    var isInner = false
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\\"):
        place += 1
        // What is in the braces after \p names characters.
        if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "{") {
          while place < bytes.count, bytes[place] != UInt8(ascii: "}") { place += 1 }
        }
      case UInt8(ascii: "["):
        place += 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
          place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "("):
        open.append(isInner)
        isInner = false
        // A question mark here says what sort of group it is.
        if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "?") { place += 1 }
      case UInt8(ascii: ")"):
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if isInner, "*+{".utf8.contains(next) { return true }
        isInner = (open.popLast() ?? false) || isInner
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"),
        UInt8(ascii: "|"):
        isInner = true
      default: break
      }
      place += 1
    }
    return false
  }
}
