/// A compiled pattern for a path: names, and `**` for any number of them.
struct PathPattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case anyParts
    case name(NamePattern)

    /// The name that alone matches, where there is only one.
    var literal: [UInt8]? {
      if case .name(let name) = self { name.literal } else { nil }
    }

    var beginsWithDot: Bool {
      if case .name(let name) = self { name.beginsWithDot } else { false }
    }
  }

  let parts: [Part]

  init(_ list: [Part]) {
    var parts: [Part] = []
    for part in list where part != .anyParts || parts.last != .anyParts { parts.append(part) }
    self.parts = parts
  }

  /// How many parts a path that matches can have at most; `Int.max` with `**`.
  var depth: Int { parts.contains(.anyParts) ? .max : parts.count }

  /// Whether a path with `/` between its parts matches as a whole.
  ///
  /// On a mismatch only the last `**` takes one more part.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - hidesDots: Whether a part that begins with a dot is matched only by one that does.
  /// - Returns: Whether it matches.
  func matches(_ path: Span<UInt8>, hidesDots: Bool = false) -> Bool {
    var next = 0
    // Where a part begins; behind the last one, one more than the length of the path.
    var start = 0
    var retry: (next: Int, start: Int)?
    while start <= path.count {
      if next < parts.count {
        switch parts[next] {
        case .anyParts:
          next += 1
          if next == parts.count { return !hidesDots || !Self.hasHidden(path, from: start) }
          retry = (next, start)
          continue
        case .name(let name):
          let end = Self.end(of: path, from: start)
          let isVisible = !hidesDots || !Self.isHidden(path, start) || name.beginsWithDot
          if isVisible, name.matches(path.extracting(start..<end)) {
            next += 1
            start = end + 1
            continue
          }
        }
      }
      guard let last = retry, !hidesDots || !Self.isHidden(path, last.start) else { return false }
      let after = Self.end(of: path, from: last.start) + 1
      retry = (last.next, after)
      next = last.next
      start = after
    }
    while next < parts.count, parts[next] == .anyParts { next += 1 }
    return next == parts.count
  }

  /// Whether something below a directory can match.
  func canMatch(below path: Span<UInt8>, hidesDots: Bool = false) -> Bool {
    var start = 0
    for (index, part) in parts.enumerated() {
      guard start <= path.count else { return true }
      guard case .name(let name) = part else {
        guard hidesDots, Self.hasHidden(path, from: start) else { return true }
        return parts[index...].contains { $0.beginsWithDot }
      }
      let end = Self.end(of: path, from: start)
      let isVisible = !hidesDots || !Self.isHidden(path, start) || name.beginsWithDot
      guard isVisible, name.matches(path.extracting(start..<end)) else { return false }
      start = end + 1
    }
    return false
  }

  private static func isHidden(_ path: Span<UInt8>, _ start: Int) -> Bool {
    start < path.count && path[start] == 0x2E
  }

  private static func hasHidden(_ path: Span<UInt8>, from start: Int) -> Bool {
    var start = start
    while start < path.count {
      if isHidden(path, start) { return true }
      start = end(of: path, from: start) + 1
    }
    return false
  }

  private static func end(of path: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < path.count, path[end] != 0x2F { end += 1 }
    return end
  }
}
