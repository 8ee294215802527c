/// A compiled pattern for one name: characters, any one, any number, and sets.
struct NamePattern: Hashable, Sendable {
  enum Token: Hashable, Sendable {
    case bytes([UInt8])
    case anyUnit
    case anyRun
    case set(PatternSet)
    /// Matches nothing at all.
    case never
  }

  /// What most patterns are, which is found without going through tokens.
  private enum Shape: Hashable, Sendable {
    case anything
    case exactly([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case other
  }

  private let tokens: [Token]
  private let shape: Shape
  /// Whether `?` and sets stand for a byte, and not for a character.
  private let isBytewise: Bool
  private let ignoresCase: Bool

  init(_ list: [Token], isBytewise: Bool = false, ignoresCase: Bool = false) {
    var tokens: [Token] = []
    for token in list {
      switch (token, tokens.last) {
      case (.anyRun, .anyRun): break
      case (.bytes(let bytes), .bytes(let before)):
        tokens[tokens.count - 1] = .bytes(before + bytes)
      default: tokens.append(token)
      }
    }
    self.tokens = tokens
    self.isBytewise = isBytewise
    self.ignoresCase = ignoresCase
    shape =
      switch (tokens.count, tokens.first, tokens.last) {
      case (1, .anyRun, _): .anything
      case _ where ignoresCase: .other
      case (0, _, _): .exactly([])
      case (1, .bytes(let bytes), _): .exactly(bytes)
      case (2, .bytes(let bytes), .anyRun): .prefix(bytes)
      case (2, .anyRun, .bytes(let bytes)): .suffix(bytes)
      default: .other
      }
  }

  /// The name that alone matches, where there is only one.
  var literal: [UInt8]? {
    if case .exactly(let bytes) = shape { bytes } else { nil }
  }

  /// Whether the pattern begins with a dot that stands for itself.
  var beginsWithDot: Bool {
    if case .bytes(let bytes) = tokens.first { bytes.first == 0x2E } else { false }
  }

  /// Whether a name matches as a whole.
  ///
  /// On a mismatch only the last `*` takes one more character, which is enough, so that no pattern
  /// takes exponential time.
  ///
  /// - Complexity: O(length of the pattern × length of the name).
  func matches(_ name: Span<UInt8>) -> Bool {
    switch shape {
    case .anything: return true
    case .exactly(let bytes): return bytes.count == name.count && Self.equal(bytes, name, 0)
    case .prefix(let bytes): return bytes.count <= name.count && Self.equal(bytes, name, 0)
    case .suffix(let bytes):
      return bytes.count <= name.count && Self.equal(bytes, name, name.count - bytes.count)
    case .other: break
    }
    var next = 0
    var index = 0
    var retry: (next: Int, index: Int)?
    while true {
      if next < tokens.count {
        if tokens[next] == .anyRun {
          next += 1
          if next == tokens.count { return true }
          retry = (next, index)
          continue
        }
        if let length = match(tokens[next], name, index) {
          next += 1
          index += length
          continue
        }
      } else if index == name.count {
        return true
      }
      guard let last = retry, last.index < name.count else { return false }
      let length = isBytewise ? 1 : PatternUnit.decode(name, at: last.index).length
      retry = (last.next, last.index + length)
      next = last.next
      index = last.index + length
    }
  }

  /// How many bytes of a name a token takes; `nil` when it does not match.
  private func match(_ token: Token, _ name: Span<UInt8>, _ index: Int) -> Int? {
    switch token {
    case .bytes(let bytes):
      if ignoresCase { return Self.equalFolded(bytes, name, index) }
      guard index + bytes.count <= name.count, Self.equal(bytes, name, index) else { return nil }
      return bytes.count
    case .anyUnit:
      guard index < name.count else { return nil }
      return isBytewise ? 1 : PatternUnit.decode(name, at: index).length
    case .set(let set):
      guard index < name.count else { return nil }
      if isBytewise { return set.contains(UInt32(name[index])) ? 1 : nil }
      let (unit, length) = PatternUnit.decode(name, at: index)
      return (ignoresCase ? set.containsEitherCase(unit) : set.contains(unit)) ? length : nil
    case .anyRun, .never: return nil
    }
  }

  private static func equal(_ bytes: [UInt8], _ name: Span<UInt8>, _ start: Int) -> Bool {
    for index in bytes.indices where bytes[index] != name[start + index] { return false }
    return true
  }

  private static func equalFolded(
    _ bytes: [UInt8],
    _ name: Span<UInt8>,
    _ start: Int
  ) -> Int? {
    var index = 0
    var place = start
    while index < bytes.count {
      guard place < name.count else { return nil }
      let (expected, length) = PatternUnit.decode(bytes.span, at: index)
      let (found, size) = PatternUnit.decode(name, at: place)
      guard PatternUnit.folded(expected) == PatternUnit.folded(found) else { return nil }
      index += length
      place += size
    }
    return place - start
  }
}
