/// Everything that is wrong with a configuration file, so that one reading is enough to mend it.
public struct ConfigurationProblems: Error, Hashable, Sendable, CustomStringConvertible {
  /// How many problems of one file are listed at most.
  public static let limit = 20

  /// The problems in the order of the file; never empty, at most ``limit``.
  public var problems: [ConfigurationProblem]

  /// How many further problems there are.
  public var omitted: Int

  /// Lists problems in the order of the file and leaves out those beyond the limit.
  public init(_ problems: [ConfigurationProblem]) {
    let sorted = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    self.problems = Array(sorted.prefix(Self.limit))
    omitted = max(0, sorted.count - Self.limit)
  }

  /// The problems, one a line.
  public var description: String {
    var lines = problems.map(\.description)
    if omitted > 0 { lines.append("… and \(omitted) more.") }
    return lines.joined(separator: "\n")
  }
}
