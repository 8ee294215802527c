import BatteryFiles
public import BatteryJobs
import SystemPackage

/// Deletes old files and keeps the newest.
///
/// Only ordinary files are deleted, never links. A file goes when it matches, is older than
/// `olderThan`, and is not among the newest `keep` that match; of the last two, one that is absent
/// does not count.
///
/// ```yaml
/// prune: { path: /var/backups, match: "*.tar.gz", olderThan: 30d, keep: 5 }
/// ```
public struct PruneJob: Job {
  /// Of which files the newest are kept.
  public enum Scope: String, Codable, Hashable, Sendable, CaseIterable {
    /// Of all that match.
    case tree

    /// Of those in each directory.
    case directory
  }

  /// The directory.
  public var path: String

  /// Patterns of the files that may go; one with a `/` is for the path below the directory.
  public var match: [String]

  /// Patterns of the files that stay whatever their age.
  public var exclude: [String]

  /// How long ago a file must have been changed.
  public var olderThan: TimeSpan?

  /// How many of the newest files stay whatever their age.
  public var keep: Int?

  /// Of which files the newest are kept.
  public var keepIn: Scope

  /// Whether directories below are looked into.
  public var recursive: Bool

  /// Whether directories that become empty are removed, the outermost excepted.
  public var directories: Bool

  /// How many files a run deletes at most, the oldest first.
  public var limit: Int?

  /// Describes what is to go.
  public init(
    path: String,
    match: [String] = ["*"],
    exclude: [String] = [],
    olderThan: TimeSpan? = nil,
    keep: Int? = nil,
    keepIn: Scope = .tree,
    recursive: Bool = false,
    directories: Bool = false,
    limit: Int? = nil
  ) {
    self.path = path
    self.match = match
    self.exclude = exclude
    self.olderThan = olderThan
    self.keep = keep
    self.keepIn = keepIn
    self.recursive = recursive
    self.directories = directories
    self.limit = limit
  }

  /// The key `prune`.
  public static var kind: JobKind { "prune" }

  /// What is pruned.
  public var title: String { "prune \(match.joined(separator: ", ")) in \(path)" }

  /// Checks that something is kept, and that the patterns can be read.
  public func validate() throws(ConfigurationError) {
    guard !["", "/", "~", "~/"].contains(path) else {
      throw ConfigurationError(
        path: "path",
        problem: path.isEmpty ? "is empty" : "must not be \(path)",
        remedy: "Name the directory whose files are to go, such as /var/backups."
      )
    }
    guard !match.isEmpty else {
      throw ConfigurationError(
        path: "match",
        problem: "has no pattern",
        remedy: "Write one, such as \"*.log\", or leave it out for all files."
      )
    }
    try Self.check("match", match)
    try Self.check("exclude", exclude)
    if let keep, keep < 0 {
      throw ConfigurationError(path: "keep", problem: "is negative", remedy: "Write 0 or more.")
    }
    if let limit, limit < 1 {
      throw ConfigurationError(
        path: "limit",
        problem: "must be at least 1",
        remedy: "Leave it out for no limit."
      )
    }
    guard (keep ?? 0) > 0 || (olderThan ?? .zero) > .zero else {
      throw ConfigurationError(
        path: "",
        problem: "neither olderThan nor keep keeps anything, so every file would be deleted",
        remedy: "Write olderThan: 30d, keep: 5, or both."
      )
    }
    if directories, !recursive {
      throw ConfigurationError(
        path: "directories",
        problem: "has no effect without recursive",
        remedy: "Write recursive: true, or leave it out."
      )
    }
  }

  private static func check(_ name: String, _ patterns: [String]) throws(ConfigurationError) {
    for (index, pattern) in patterns.enumerated() {
      do {
        _ = try Glob(pattern)
      } catch {
        throw ConfigurationError(
          path: "\(name)[\(index)]",
          problem: error.problem,
          remedy: "Write \\ before a character that is meant as it is."
        )
      }
    }
  }
}
