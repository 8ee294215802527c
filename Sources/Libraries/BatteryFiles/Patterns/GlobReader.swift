/// Reads the pattern of a ``Glob``.
struct GlobReader {
  private typealias Units = [UInt32]

  private let pattern: String
  private let ignoresCase: Bool

  /// How many patterns the braces of one may stand for.
  private static let mostAlternatives = 1024

  private enum Sign {
    static let backslash = UInt32(0x5C)
    static let braceOpen = UInt32(0x7B)
    static let braceClose = UInt32(0x7D)
    static let bracketOpen = UInt32(0x5B)
    static let bracketClose = UInt32(0x5D)
    static let caret = UInt32(0x5E)
    static let comma = UInt32(0x2C)
    static let dash = UInt32(0x2D)
    static let exclamation = UInt32(0x21)
    static let question = UInt32(0x3F)
    static let slash = UInt32(0x2F)
    static let star = UInt32(0x2A)
  }

  init(_ pattern: String, ignoresCase: Bool) {
    self.pattern = pattern
    self.ignoresCase = ignoresCase
  }

  func read(_ units: [UInt32]) throws(GlobError) -> [PathPattern] {
    guard !units.isEmpty else { throw error("is empty") }
    var alternatives: [PathPattern] = []
    for expanded in try expandBraces(units) {
      var parts: [PathPattern.Part] = []
      for part in try split(expanded) {
        let isDouble = part == [Sign.star, Sign.star]
        let next = isDouble ? .anyParts : PathPattern.Part.name(try name(part))
        parts.append(next)
      }
      alternatives.append(PathPattern(parts))
    }
    return alternatives
  }

  private func error(_ problem: String) -> GlobError {
    GlobError(pattern: pattern, problem: problem)
  }

  // MARK: - Braces

  private func expandBraces(_ units: Units) throws(GlobError) -> [Units] {
    var pending = [units]
    var done: [Units] = []
    while let next = pending.popLast() {
      guard let brace = try firstBrace(in: next) else {
        done.append(next)
        continue
      }
      for choice in brace.choices.reversed() {
        pending.append(Array(next[..<brace.start]) + choice + next[brace.end...])
      }
      guard pending.count + done.count <= Self.mostAlternatives else {
        throw error("stands for more than 1,024 patterns")
      }
    }
    return done
  }

  private func firstBrace(
    in units: Units
  ) throws(GlobError) -> (start: Int, end: Int, choices: [Units])? {
    var depth = 0
    var start = 0
    var choices: [Units] = []
    var current: Units = []
    var index = 0
    while index < units.count {
      let unit = units[index]
      if unit == Sign.backslash, index + 1 < units.count {
        if depth > 0 { current += [unit, units[index + 1]] }
        index += 2
        continue
      }
      if unit == Sign.bracketOpen, let end = bracketEnd(units, from: index) {
        if depth > 0 { current += units[index...end] }
        index = end + 1
        continue
      }
      switch unit {
      case Sign.braceOpen:
        depth += 1
        if depth == 1 { start = index } else { current.append(unit) }
      case Sign.braceClose where depth == 1:
        choices.append(current)
        return (start, index + 1, choices)
      case Sign.braceClose where depth > 1:
        depth -= 1
        current.append(unit)
      case Sign.comma where depth == 1:
        choices.append(current)
        current = []
      default:
        if depth > 0 { current.append(unit) }
      }
      index += 1
    }
    guard depth == 0 else { throw error("has a { without a }") }
    return nil
  }

  // MARK: - Parts

  private func bracketEnd(_ units: Units, from start: Int) -> Int? {
    var index = start + 1
    if index < units.count, units[index] == Sign.exclamation || units[index] == Sign.caret {
      index += 1
    }
    // A bracket that comes first is one of the set.
    if index < units.count, units[index] == Sign.bracketClose { index += 1 }
    while index < units.count, units[index] != Sign.bracketClose {
      index += units[index] == Sign.backslash ? 2 : 1
    }
    return index < units.count ? index : nil
  }

  private func split(_ units: Units) throws(GlobError) -> [Units] {
    var parts: [Units] = [[]]
    var isEscaped = false
    for unit in units {
      if unit == Sign.slash {
        guard !isEscaped else { throw error("has a \\ before a /") }
        parts.append([])
      } else {
        parts[parts.count - 1].append(unit)
      }
      isEscaped = unit == Sign.backslash && !isEscaped
    }
    return parts
  }

  private func name(_ units: Units) throws(GlobError) -> NamePattern {
    var tokens: [NamePattern.Token] = []
    var literal: [UInt8] = []
    func endLiteral() {
      if !literal.isEmpty { tokens.append(.bytes(literal)) }
      literal = []
    }
    var index = 0
    while index < units.count {
      switch units[index] {
      case Sign.star:
        endLiteral()
        tokens.append(.anyRun)
      case Sign.question:
        endLiteral()
        tokens.append(.anyUnit)
      case Sign.backslash:
        index += 1
        guard index < units.count else { throw error("ends with a \\") }
        PatternUnit.append(units[index], to: &literal)
      case Sign.bracketOpen:
        guard let end = bracketEnd(units, from: index) else {
          throw error("has a [ without a ]")
        }
        endLiteral()
        tokens.append(.set(try set(Array(units[(index + 1)..<end]))))
        index = end
      default:
        PatternUnit.append(units[index], to: &literal)
      }
      index += 1
    }
    endLiteral()
    return NamePattern(tokens, ignoresCase: ignoresCase)
  }

  private func set(_ content: Units) throws(GlobError) -> PatternSet {
    let isNegated = content.first == Sign.exclamation || content.first == Sign.caret
    var members: [(unit: UInt32, isDash: Bool)] = []
    var index = isNegated ? 1 : 0
    while index < content.count {
      if content[index] == Sign.backslash, index + 1 < content.count {
        index += 1
        members.append((content[index], false))
      } else {
        members.append((content[index], content[index] == Sign.dash))
      }
      index += 1
    }
    var ranges: [ClosedRange<UInt32>] = []
    index = 0
    while index < members.count {
      let low = members[index].unit
      if index + 2 < members.count, members[index + 1].isDash {
        let high = members[index + 2].unit
        guard low <= high else { throw backwards(low, high) }
        ranges.append(low...high)
        index += 3
      } else {
        ranges.append(low...low)
        index += 1
      }
    }
    return PatternSet(ranges, isNegated: isNegated)
  }

  private func backwards(_ low: UInt32, _ high: UInt32) -> GlobError {
    var bytes: [UInt8] = []
    PatternUnit.append(low, to: &bytes)
    bytes.append(UInt8(Sign.dash))
    PatternUnit.append(high, to: &bytes)
    return error("has the range \(String(decoding: bytes, as: UTF8.self)) backwards")
  }
}
