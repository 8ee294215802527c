/// A pattern that cannot be read.
public struct GlobError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pattern.
  public var pattern: String

  /// What is wrong with it, as the end of a sentence that begins with the pattern.
  public var problem: String

  /// Describes a pattern that cannot be read.
  public init(pattern: String, problem: String) {
    self.pattern = pattern
    self.problem = problem
  }

  /// The problem in one line.
  public var description: String {
    "The pattern \"\(pattern)\" \(problem). Write \\ before a character that is meant as it is."
  }
}
