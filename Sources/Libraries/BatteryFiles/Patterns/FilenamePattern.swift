public import SystemPackage

/// A pattern of Python's `fnmatch`: `*`, `?`, `[a-z]` and `[!a-z]`.
///
/// `*` and `?` stand for `/` and for a dot at the beginning as for anything else, a backslash for
/// itself, and what cannot be read is taken as it is. Names are characters as Python's
/// `os.fsdecode` gives them. For paths and for patterns of one's own there is ``Glob``.
public struct FilenamePattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was written.
  public let pattern: String

  private let name: NamePattern

  /// Reads a pattern; there is none that cannot be read.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - ignoresCase: Whether upper and lower case are the same.
  public init(_ pattern: String, ignoresCase: Bool = false) {
    self.init(bytes: Array(pattern.utf8), ignoresCase: ignoresCase)
  }

  /// Reads a pattern that need not be UTF-8.
  public init(bytes: [UInt8], ignoresCase: Bool = false) {
    pattern = String(decoding: bytes, as: UTF8.self)
    name = Self.compile(PatternUnit.all(bytes), ignoresCase: ignoresCase)
  }

  /// The pattern as it was written.
  public var description: String { pattern }

  /// Whether a name matches as a whole: `fnmatch.fnmatchcase`.
  ///
  /// - Complexity: O(length of the pattern × length of the name).
  public func matches(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { matches(Span(_unsafeElements: $0)) }
  }

  /// Whether a path matches as a whole.
  public func matches(_ path: FilePath) -> Bool {
    path.withBytes { matches(Span(_unsafeElements: $0)) }
  }

  /// Whether the bytes of a name match as a whole.
  public func matches(_ name: Span<UInt8>) -> Bool { self.name.matches(name) }

  /// Returns the names that match, in their order: `fnmatch.filter`.
  public func filter(_ names: some Sequence<String>) -> [String] { names.filter { matches($0) } }

  /// Returns a pattern that matches a text alone, whatever is in it: `glob.escape`.
  ///
  /// - Parameter text: The text.
  /// - Returns: The pattern, also of a search in Python.
  public static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if "*?[".unicodeScalars.contains(scalar) {
        result += "[\(scalar)]"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  // MARK: - Reading

  static func compile(_ units: [UInt32], ignoresCase: Bool) -> NamePattern {
    var tokens: [NamePattern.Token] = []
    var literal: [UInt8] = []
    func endLiteral() {
      if !literal.isEmpty { tokens.append(.bytes(literal)) }
      literal = []
    }
    var index = 0
    while index < units.count {
      let unit = units[index]
      index += 1
      switch unit {
      case 0x2A:
        endLiteral()
        tokens.append(.anyRun)
      case 0x3F:
        endLiteral()
        tokens.append(.anyUnit)
      case 0x5B:
        guard let end = bracketEnd(units, from: index) else {
          literal.append(0x5B)
          continue
        }
        endLiteral()
        tokens.append(set(Array(units[index..<end])))
        index = end + 1
      default:
        PatternUnit.append(unit, to: &literal)
      }
    }
    endLiteral()
    return NamePattern(tokens, ignoresCase: ignoresCase)
  }

  /// Where the bracket is that closes a set whose content begins at a place.
  private static func bracketEnd(_ units: [UInt32], from start: Int) -> Int? {
    var index = start
    if index < units.count, units[index] == 0x21 { index += 1 }
    if index < units.count, units[index] == 0x5D { index += 1 }
    return units[min(index, units.count)...].firstIndex(of: 0x5D)
  }

  /// Reads the content of brackets.
  ///
  /// A range that runs backwards stands for nothing, its ends included; a `!` that comes first once
  /// such ranges are gone negates the set, as it does in Python.
  private static func set(_ content: [UInt32]) -> NamePattern.Token {
    var runs = rangeless(content)
    for index in runs.indices.dropFirst().reversed() {
      guard let low = runs[index - 1].last, let high = runs[index].first, low > high else {
        continue
      }
      runs[index - 1] = runs[index - 1].dropLast() + runs.remove(at: index).dropFirst()
    }
    let isNegated = runs[0].first == 0x21
    if isNegated { runs[0].removeFirst() }
    var ranges: [ClosedRange<UInt32>] = []
    for (index, run) in runs.enumerated() {
      for unit in run { ranges.append(unit...unit) }
      if index > 0, let low = runs[index - 1].last, let high = run.first {
        ranges.append(low...high)
      }
    }
    if ranges.isEmpty { return isNegated ? .anyUnit : .never }
    return .set(PatternSet(ranges, isNegated: isNegated))
  }

  /// Splits the content of brackets at the dashes of ranges, which go from the last character of one
  /// run to the first of the next.
  private static func rangeless(_ content: [UInt32]) -> [[UInt32]] {
    var runs: [[UInt32]] = []
    var start = 0
    // A dash that comes first, or right behind a range, stands for itself.
    var search = content.first == 0x21 ? 2 : 1
    while search < content.count, let dash = content[search...].firstIndex(of: 0x2D) {
      runs.append(Array(content[start..<dash]))
      start = dash + 1
      search = dash + 3
    }
    if start < content.count || runs.isEmpty {
      runs.append(Array(content[start...]))
    } else {
      runs[runs.count - 1].append(0x2D)
    }
    return runs
  }
}
