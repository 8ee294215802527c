/// Reads a regular expression; not those parts of the language that only going back can match, such
/// as what looks ahead, and not what is seldom written.
struct SearchParser {
  /// Something that is not read here.
  private struct Unknown: Error {}

  /// The names of the groups, by their numbers from 0.
  private(set) var names: [String?] = []
  private var scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0
  private var ignoresCase = false
  private var dotTakesLineEnds = false

  private static let mostDepth = 50
  private static let mostTimes = 1000

  /// Reads an expression.
  ///
  /// - Returns: What it says, and the names of its groups; `nil` when not all of it is understood.
  static func parse(_ pattern: String) -> (syntax: SearchSyntax, names: [String?])? {
    // A character of several code points would be repeated as a whole.
    guard pattern.allSatisfy({ $0.unicodeScalars.count == 1 }) else { return nil }
    var parser = SearchParser(scalars: Array(pattern.unicodeScalars))
    guard let syntax = try? parser.whole() else { return nil }
    return (syntax, parser.names)
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func skip(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private mutating func whole() throws(Unknown) -> SearchSyntax {
    while place == 0 || scalars[place - 1] == ")" {
      if skip("(?i)") {
        ignoresCase = true
      } else if skip("(?s)") {
        dotTakesLineEnds = true
      } else {
        break
      }
    }
    let syntax = try choice()
    guard place == scalars.count else { throw Unknown() }
    return syntax
  }

  private mutating func choice() throws(Unknown) -> SearchSyntax {
    var parts = [try sequence()]
    while skip("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(Unknown) -> SearchSyntax {
    var parts: [SearchSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let part = try repeated(try atom())
      if case .empty = part { continue }
      parts.append(part)
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func atom() throws(Unknown) -> SearchSyntax {
    guard let scalar = next else { throw Unknown() }
    place += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .scalar(.any(withLineEnds: dotTakesLineEnds))
    case "(": return try group()
    case "[": return .scalar(try bracket())
    case "\\":
      switch try escape() {
      case .scalar(let scalar): return .scalar(set([scalar.value...scalar.value]))
      case .kind(let kind, let isNegated): return .scalar(ScalarSet([], [(kind, isNegated)]))
      }
    case "*", "+", "?", "{", "}", "]": throw Unknown()
    default: return .scalar(set([scalar.value...scalar.value]))
    }
  }

  private func set(_ ranges: [ClosedRange<UInt32>]) -> ScalarSet {
    ScalarSet(ranges, ignoresCase: ignoresCase)
  }

  private mutating func group() throws(Unknown) -> SearchSyntax {
    depth += 1
    guard depth <= Self.mostDepth else { throw Unknown() }
    var number: Int?
    if skip("?:") {
      // It only holds its parts together.
    } else if skip("?P<") || skip("?<") {
      var name = ""
      while let scalar = next, scalar != ">" {
        guard scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_" else {
          throw Unknown()
        }
        name.unicodeScalars.append(scalar)
        place += 1
      }
      guard skip(">"), !name.isEmpty else { throw Unknown() }
      number = names.count
      names.append(name)
    } else {
      guard next != "?", next != "*" else { throw Unknown() }
      number = names.count
      names.append(nil)
    }
    let syntax = try choice()
    guard skip(")") else { throw Unknown() }
    depth -= 1
    return number.map { .group($0, syntax) } ?? syntax
  }

  // MARK: - Repetitions

  private mutating func repeated(_ atom: SearchSyntax) throws(Unknown) -> SearchSyntax {
    let bounds: (least: Int, most: Int?)
    switch next {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{": bounds = try self.bounds()
    default: return atom
    }
    place += 1
    switch atom {
    case .start, .end, .empty: throw Unknown()
    default: break
    }
    let isLazy = skip("?")
    // What takes all and gives nothing back cannot be matched here.
    if let next, "*+?{".unicodeScalars.contains(next) { throw Unknown() }
    return .repetition(atom, least: bounds.least, most: bounds.most, isLazy: isLazy)
  }

  /// Reads `{2}`, `{2,}` or `{2,5}` up to its last sign.
  private mutating func bounds() throws(Unknown) -> (least: Int, most: Int?) {
    place += 1
    let least = try number()
    var most: Int? = least
    if skip(",") { most = next == "}" ? nil : try number() }
    guard next == "}", most ?? least >= least else { throw Unknown() }
    return (least, most)
  }

  private mutating func number() throws(Unknown) -> Int {
    var value: Int?
    while let scalar = next, "0"..."9" ~= scalar {
      value = (value ?? 0) * 10 + Int(scalar.value - 48)
      guard value ?? 0 <= Self.mostTimes else { throw Unknown() }
      place += 1
    }
    guard let value else { throw Unknown() }
    return value
  }

  // MARK: - Characters

  private enum Escape {
    case scalar(Unicode.Scalar)
    case kind(ScalarSet.Kind, isNegated: Bool)
  }

  private mutating func escape() throws(Unknown) -> Escape {
    guard let scalar = next else { throw Unknown() }
    place += 1
    switch scalar {
    case "d": return .kind(.digit, isNegated: false)
    case "D": return .kind(.digit, isNegated: true)
    case "w": return .kind(.word, isNegated: false)
    case "W": return .kind(.word, isNegated: true)
    case "s": return .kind(.space, isNegated: false)
    case "S": return .kind(.space, isNegated: true)
    case "t": return .scalar("\t")
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "!"..."/", ":"..."@", "["..."`", "{"..."~", " ": return .scalar(scalar)
    default: throw Unknown()
    }
  }

  private mutating func bracket() throws(Unknown) -> ScalarSet {
    let isNegated = skip("^")
    var ranges: [ClosedRange<UInt32>] = []
    var kinds: [(kind: ScalarSet.Kind, isNegated: Bool)] = []
    guard next != "]" else { throw Unknown() }
    while !skip("]") {
      // Two of these signs are an operation on sets.
      for sign in ["&&", "--", "~~", "["] where scalars[place...].starts(with: sign.unicodeScalars)
      {
        throw Unknown()
      }
      switch try member() {
      case .kind(let kind, let isNegated):
        kinds.append((kind, isNegated))
        if next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" { throw Unknown() }
      case .scalar(let first):
        guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
          ranges.append(first.value...first.value)
          continue
        }
        place += 1
        guard next != "-", next != "[", case .scalar(let last) = try member(), first <= last else {
          throw Unknown()
        }
        ranges.append(first.value...last.value)
      }
    }
    return ScalarSet(ranges, kinds, isNegated: isNegated, ignoresCase: ignoresCase)
  }

  private mutating func member() throws(Unknown) -> Escape {
    guard let scalar = next else { throw Unknown() }
    place += 1
    return scalar == "\\" ? try escape() : .scalar(scalar)
  }
}
