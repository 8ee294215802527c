/// One line of ``IgnoreRules``.
struct IgnoreRule: Hashable, Sendable {
  let verdict: IgnoreRules.Verdict

  private enum Target: Hashable, Sendable {
    /// The last part of the path.
    case name(NamePattern)
    case path(PathPattern)
    /// A path that begins with certain bytes, and what comes behind them.
    case behind([UInt8], PathPattern)
  }

  private let target: Target
  private let isDirectoryOnly: Bool

  /// Reads a line; `nil` for one that is empty or a comment.
  init?(line: [UInt8]) {
    var rest = Self.trimmed(line)[...]
    guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
    verdict = first == UInt8(ascii: "!") ? .kept : .ignored
    if verdict == .kept { rest = rest.dropFirst() }
    isDirectoryOnly = rest.last == UInt8(ascii: "/")
    if isDirectoryOnly { rest = rest.dropLast() }
    guard !rest.isEmpty else { return nil }
    if !rest.contains(UInt8(ascii: "/")) {
      target = .name(Self.name(Array(rest)))
      return
    }
    if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
    let pattern = Array(rest)
    if let start = Self.runInPart(pattern) {
      target = .behind(Array(pattern[..<start]), Self.path(Array(pattern[start...])))
    } else {
      target = .path(Self.path(pattern))
    }
  }

  func matches(_ path: Span<UInt8>, nameAt start: Int, isDirectory: Bool) -> Bool {
    if isDirectoryOnly, !isDirectory { return false }
    switch target {
    case .name(let name): return name.matches(path.extracting(start..<path.count))
    case .path(let pattern): return pattern.matches(path)
    case .behind(let prefix, let pattern):
      guard path.count >= prefix.count else { return false }
      for index in prefix.indices where path[index] != prefix[index] { return false }
      return pattern.matches(path.extracting(prefix.count..<path.count))
    }
  }

  // MARK: - Reading

  /// Takes away the spaces at the end, except for one behind a backslash.
  private static func trimmed(_ line: [UInt8]) -> [UInt8] {
    var end = line.count
    var index = 0
    var spaces: Int?
    while index < line.count {
      if line[index] == UInt8(ascii: "\\") {
        guard index + 1 < line.count else { return line }
        index += 1
        spaces = nil
      } else if line[index] == UInt8(ascii: " ") {
        spaces = spaces ?? index
      } else {
        spaces = nil
      }
      index += 1
    }
    if let spaces { end = spaces }
    return Array(line[..<end])
  }

  /// Where a run of stars begins that Git takes for `**` though the part begins with something else.
  ///
  /// Git compares what comes before the first wildcard at once, and reads the rest of the pattern as
  /// if it were the whole: `lib**/x` matches `lib/a/x`.
  private static func runInPart(_ pattern: [UInt8]) -> Int? {
    let wildcards: [UInt8] = [0x2A, 0x3F, 0x5B, 0x5C]
    guard let start = pattern.firstIndex(where: { wildcards.contains($0) }), start > 0,
      pattern[start] == 0x2A, pattern[start - 1] != 0x2F
    else { return nil }
    let end = pattern[start...].firstIndex { $0 != 0x2A } ?? pattern.count
    return end > start + 1 && (end == pattern.count || pattern[end] == 0x2F) ? start : nil
  }

  private static func path(_ pattern: [UInt8]) -> PathPattern {
    var parts: [PathPattern.Part] = []
    let texts = split(pattern)
    for (index, text) in texts.enumerated() {
      let isRun = text.count > 1 && text.allSatisfy { $0 == UInt8(ascii: "*") }
      if !isRun {
        parts.append(.name(name(text)))
        continue
      }
      parts.append(.anyParts)
      // `a/**` is what is in the directory, not the directory itself.
      if index == texts.count - 1 { parts.append(.name(NamePattern([.anyRun]))) }
    }
    return PathPattern(parts)
  }

  /// Splits a pattern at `/`, except within brackets.
  private static func split(_ pattern: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      var end = index + 1
      if byte == UInt8(ascii: "/") {
        parts.append([])
        index = end
        continue
      }
      if byte == UInt8(ascii: "\\"), end < pattern.count {
        // A backslash before `/` means nothing.
        if pattern[end] == UInt8(ascii: "/") {
          index = end
          continue
        }
        end += 1
      } else if byte == UInt8(ascii: "["), let (_, close) = IgnoreSet.read(pattern, from: end) {
        end = close
      }
      parts[parts.count - 1] += pattern[index..<end]
      index = end
    }
    return parts
  }

  private static func name(_ pattern: [UInt8]) -> NamePattern {
    var tokens: [NamePattern.Token] = []
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      index += 1
      switch byte {
      case UInt8(ascii: "*"): tokens.append(.anyRun)
      case UInt8(ascii: "?"): tokens.append(.anyUnit)
      case UInt8(ascii: "\\"):
        guard index < pattern.count else { return NamePattern([.never]) }
        tokens.append(.bytes([pattern[index]]))
        index += 1
      case UInt8(ascii: "["):
        guard let (set, end) = IgnoreSet.read(pattern, from: index) else {
          return NamePattern([.never])
        }
        tokens.append(.set(set))
        index = end
      default: tokens.append(.bytes([byte]))
      }
    }
    return NamePattern(tokens, isBytewise: true)
  }
}
