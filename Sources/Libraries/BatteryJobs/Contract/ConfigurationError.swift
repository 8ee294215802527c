/// A configuration that cannot be used: where, what is wrong, and what to do.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the field, such as `jobs.nightly.keep`; relative to the job where a job throws it.
  public var path: String

  /// What is wrong, as the end of a sentence that begins with the path: `must be at least 1`.
  public var problem: String

  /// What to do about it, as a sentence.
  public var remedy: String

  /// Describes a problem.
  public init(path: String, problem: String, remedy: String) {
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  /// The problem in one line.
  public var description: String {
    let place = path.isEmpty ? "" : "\(path): "
    return remedy.isEmpty ? "\(place)\(problem)." : "\(place)\(problem). \(remedy)"
  }
}
