import BatteryFiles
import BatteryJobs
import SystemPackage

extension RunJob {
  /// How many files one pattern may stand for.
  private static let mostArtifacts = 1000

  static func checkPattern(_ pattern: String, _ index: Int) throws(ConfigurationError) {
    do {
      _ = try Glob(pattern)
    } catch {
      throw ConfigurationError(
        path: "artifacts[\(index)]",
        problem: error.problem,
        remedy: "Write \\ before a character that is meant as it is."
      )
    }
    if pattern.hasPrefix("/") || pattern.split(separator: "/").contains("..") {
      throw ConfigurationError(
        path: "artifacts[\(index)]",
        problem: "must be a path below the directory of the command",
        remedy: "Set directory to where the files are, and write a pattern such as \"out/*.csv\"."
      )
    }
  }

  /// Returns the files in the directory that the patterns stand for, sorted, and the patterns that
  /// stand for none.
  func artifactFiles(
    in directory: FilePath
  ) throws -> (found: [String], unmatched: [String]) {
    guard !artifacts.isEmpty else { return ([], []) }
    let patterns = try artifacts.map { try Glob($0) }
    let depth = patterns.map(\.depth).max() ?? 1
    var found: Set<String> = []
    var matched: Set<String> = []
    try FileTree(directory, oneFilesystem: true, depthLimit: depth).walk { event in
      guard case .entry(let entry) = event, entry.kind == .file else { return }
      let path = entry.path.string
      for pattern in patterns where pattern.matches(path) {
        found.insert(path)
        matched.insert(pattern.pattern)
      }
      guard found.count <= Self.mostArtifacts else {
        throw JobError(
          .configuration,
          "More than \(Self.mostArtifacts) files match the artifact patterns. Pack them into one."
        )
      }
    }
    return (found.sorted(), artifacts.filter { !matched.contains($0) })
  }
}
