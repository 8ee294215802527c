/// A pattern for names and relative paths: `*`, `?`, `[a-z]`, `[!a-z]`, `**` and `{a,b}`.
///
/// `*`, `?` and `[…]` stay within one part of a path; `**` as a whole part stands for any number
/// of parts, none included. A name that begins with a dot is matched by `*` as any other. A
/// backslash takes the special meaning from the character after it. Characters are Unicode scalars, and
/// upper and lower case differ.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was written.
  public let pattern: String

  private enum Token: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anyRun
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  private enum Part: Hashable, Sendable {
    case anyParts
    case tokens([Token])
  }

  private let alternatives: [[Part]]

  /// How many patterns the braces of one may stand for.
  private static let mostAlternatives = 1024

  /// Reads a pattern.
  ///
  /// - Throws: ``GlobError`` when a bracket or brace is not closed, a range runs backwards, the
  ///   pattern ends with a backslash, or its braces stand for more than 1,024 patterns.
  public init(_ pattern: String) throws(GlobError) {
    self.pattern = pattern
    guard !pattern.isEmpty else { throw GlobError(pattern: pattern, problem: "is empty") }
    let expanded = try Self.expandBraces(Array(pattern.unicodeScalars), pattern)
    var alternatives: [[Part]] = []
    for scalars in expanded {
      var parts: [Part] = []
      for part in try Self.split(scalars, pattern) {
        let isDouble = part == ["*", "*"]
        if isDouble, parts.last == .anyParts { continue }
        parts.append(isDouble ? .anyParts : .tokens(try Self.tokens(part, pattern)))
      }
      alternatives.append(parts)
    }
    self.alternatives = alternatives
  }

  /// The pattern as it was written.
  public var description: String { pattern }

  /// How many parts a path that matches can have at most; `Int.max` with `**`.
  public var depth: Int {
    alternatives.map { $0.contains(.anyParts) ? .max : $0.count }.max() ?? 0
  }

  /// Whether a name, or a path with `/` between its parts, matches as a whole.
  ///
  /// - Complexity: O(length of the pattern × length of the path).
  public func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map {
      Array($0.unicodeScalars)
    }
    return alternatives.contains { Self.match($0[...], parts[...]) }
  }

  // MARK: - Reading

  private static func expandBraces(
    _ scalars: [Unicode.Scalar],
    _ pattern: String
  ) throws(GlobError) -> [[Unicode.Scalar]] {
    var pending = [scalars]
    var done: [[Unicode.Scalar]] = []
    while let next = pending.popLast() {
      guard let brace = try firstBrace(in: next, pattern) else {
        done.append(next)
        continue
      }
      for choice in brace.choices.reversed() {
        pending.append(Array(next[..<brace.start]) + choice + next[brace.end...])
      }
      guard pending.count + done.count <= mostAlternatives else {
        throw GlobError(pattern: pattern, problem: "stands for more than 1,024 patterns")
      }
    }
    return done
  }

  private static func firstBrace(
    in scalars: [Unicode.Scalar],
    _ pattern: String
  ) throws(GlobError) -> (start: Int, end: Int, choices: [[Unicode.Scalar]])? {
    var depth = 0
    var start = 0
    var choices: [[Unicode.Scalar]] = []
    var current: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\\", index + 1 < scalars.count {
        if depth > 0 { current += [scalar, scalars[index + 1]] }
        index += 2
        continue
      }
      if scalar == "[", let end = bracketEnd(scalars, from: index) {
        if depth > 0 { current += scalars[index...end] }
        index = end + 1
        continue
      }
      switch scalar {
      case "{":
        depth += 1
        if depth == 1 { start = index } else { current.append(scalar) }
      case "}" where depth == 1:
        choices.append(current)
        return (start, index + 1, choices)
      case "}" where depth > 1:
        depth -= 1
        current.append(scalar)
      case "," where depth == 1:
        choices.append(current)
        current = []
      default:
        if depth > 0 { current.append(scalar) }
      }
      index += 1
    }
    guard depth == 0 else { throw GlobError(pattern: pattern, problem: "has a { without a }") }
    return nil
  }

  private static func bracketEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start + 1
    if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" { index += 1 }
    // A bracket that comes first is one of the set.
    if index < scalars.count, scalars[index] == "]" { index += 1 }
    while index < scalars.count, scalars[index] != "]" {
      index += scalars[index] == "\\" ? 2 : 1
    }
    return index < scalars.count ? index : nil
  }

  private static func split(
    _ scalars: [Unicode.Scalar],
    _ pattern: String
  ) throws(GlobError) -> [[Unicode.Scalar]] {
    var parts: [[Unicode.Scalar]] = [[]]
    var isEscaped = false
    for scalar in scalars {
      if scalar == "/" {
        guard !isEscaped else { throw GlobError(pattern: pattern, problem: "has a \\ before a /") }
        parts.append([])
      } else {
        parts[parts.count - 1].append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return parts
  }

  private static func tokens(
    _ scalars: [Unicode.Scalar],
    _ pattern: String
  ) throws(GlobError) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*":
        if tokens.last != .anyRun { tokens.append(.anyRun) }
      case "?":
        tokens.append(.anyScalar)
      case "\\":
        index += 1
        guard index < scalars.count else {
          throw GlobError(pattern: pattern, problem: "ends with a \\")
        }
        tokens.append(.scalar(scalars[index]))
      case "[":
        guard let end = bracketEnd(scalars, from: index) else {
          throw GlobError(pattern: pattern, problem: "has a [ without a ]")
        }
        tokens.append(try set(Array(scalars[(index + 1)..<end]), pattern))
        index = end
      default:
        tokens.append(.scalar(scalars[index]))
      }
      index += 1
    }
    return tokens
  }

  private static func set(
    _ content: [Unicode.Scalar],
    _ pattern: String
  ) throws(GlobError) -> Token {
    let isNegated = content.first == "!" || content.first == "^"
    var members: [(scalar: Unicode.Scalar, isDash: Bool)] = []
    var index = isNegated ? 1 : 0
    while index < content.count {
      if content[index] == "\\", index + 1 < content.count {
        index += 1
        members.append((content[index], false))
      } else {
        members.append((content[index], content[index] == "-"))
      }
      index += 1
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    index = 0
    while index < members.count {
      let low = members[index].scalar
      if index + 2 < members.count, members[index + 1].isDash {
        let high = members[index + 2].scalar
        guard low <= high else {
          throw GlobError(pattern: pattern, problem: "has the range \(low)-\(high) backwards")
        }
        ranges.append(low...high)
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return .set(ranges, isNegated: isNegated)
  }

  // MARK: - Matching

  /// Matches parts; on a mismatch only the last `**` takes one more part, which is enough, so that
  /// no pattern takes exponential time.
  private static func match(
    _ pattern: ArraySlice<Part>,
    _ path: ArraySlice<[Unicode.Scalar]>
  ) -> Bool {
    var next = pattern.startIndex
    var index = path.startIndex
    var retry: (next: Int, index: Int)?
    while index < path.endIndex {
      if next < pattern.endIndex {
        switch pattern[next] {
        case .anyParts:
          retry = (next + 1, index)
          next += 1
          continue
        case .tokens(let tokens) where match(tokens, path[index]):
          next += 1
          index += 1
          continue
        case .tokens: break
        }
      }
      guard let last = retry else { return false }
      retry = (last.next, last.index + 1)
      next = last.next
      index = last.index + 1
    }
    while next < pattern.endIndex, pattern[next] == .anyParts { next += 1 }
    return next == pattern.endIndex
  }

  private static func match(_ tokens: [Token], _ name: [Unicode.Scalar]) -> Bool {
    var next = 0
    var index = 0
    var retry: (next: Int, index: Int)?
    while index < name.count {
      if next < tokens.count {
        if tokens[next] == .anyRun {
          retry = (next + 1, index)
          next += 1
          continue
        }
        if matches(tokens[next], name[index]) {
          next += 1
          index += 1
          continue
        }
      }
      guard let last = retry else { return false }
      retry = (last.next, last.index + 1)
      next = last.next
      index = last.index + 1
    }
    while next < tokens.count, tokens[next] == .anyRun { next += 1 }
    return next == tokens.count
  }

  private static func matches(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
    switch token {
    case .scalar(let expected): expected == scalar
    case .anyScalar, .anyRun: true
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
