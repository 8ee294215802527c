public import SystemPackage

/// A pattern for names and relative paths: `*`, `?`, `[a-z]`, `[!a-z]`, `**` and `{a,b}`.
///
/// `*`, `?` and `[…]` stay within one part of a path; `**` as a whole part stands for any number
/// of parts, none included. A name that begins with a dot is matched by `*` as any other. A
/// backslash takes the special meaning from the character after it. Characters are Unicode scalars,
/// as they are written: upper and lower case differ, and so do an é of one scalar and of two. Paths
/// are bytes; one that is not part of any character counts as a character of its own.
public struct Glob: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was written.
  public let pattern: String

  let alternatives: [PathPattern]

  /// Reads a pattern.
  ///
  /// - Parameters:
  ///   - pattern: The pattern.
  ///   - ignoresCase: Whether upper and lower case are the same.
  /// - Throws: ``GlobError`` when a bracket or brace is not closed, a range runs backwards, the
  ///   pattern ends with a backslash, or its braces stand for more than 1,024 patterns.
  public init(_ pattern: String, ignoresCase: Bool = false) throws(GlobError) {
    try self.init(bytes: Array(pattern.utf8), ignoresCase: ignoresCase)
  }

  /// Reads a pattern that need not be UTF-8.
  ///
  /// - Throws: ``GlobError`` as ``init(_:ignoresCase:)`` does.
  public init(bytes: [UInt8], ignoresCase: Bool = false) throws(GlobError) {
    pattern = String(decoding: bytes, as: UTF8.self)
    alternatives = try GlobReader(pattern, ignoresCase: ignoresCase)
      .read(PatternUnit.all(bytes))
  }

  /// The pattern as it was written.
  public var description: String { pattern }

  /// How many parts a path that matches can have at most; `Int.max` with `**`.
  public var depth: Int { alternatives.map(\.depth).max() ?? 0 }

  /// Whether a name, or a path with `/` between its parts, matches as a whole.
  ///
  /// - Complexity: O(length of the pattern × length of the path).
  public func matches(_ path: String) -> Bool {
    var path = path
    return path.withUTF8 { matches(Span(_unsafeElements: $0)) }
  }

  /// Whether a path matches as a whole.
  public func matches(_ path: FilePath) -> Bool {
    path.withBytes { matches(Span(_unsafeElements: $0)) }
  }

  /// Whether the bytes of a name or path match as a whole.
  public func matches(_ path: Span<UInt8>) -> Bool {
    for alternative in alternatives where alternative.matches(path) { return true }
    return false
  }

  /// Whether a path below a directory can match, so that a walk need not enter the others.
  public func canMatch(below directory: Span<UInt8>) -> Bool {
    for alternative in alternatives where alternative.canMatch(below: directory) { return true }
    return false
  }

  /// Returns a pattern that matches a text alone, whatever is in it: `glob.escape`.
  ///
  /// - Parameter text: The text.
  /// - Returns: The pattern.
  public static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if "*?[]{}\\".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
