import BatteryFiles
import Foundation
public import SystemPackage

/// Expands patterns such as `logs/*.csv` in configurations; on the command line the shell does it.
public enum TablePattern {
  /// The files that match, in alphabetical order for each pattern.
  ///
  /// - Throws: ``TableError`` when a pattern matches nothing.
  public static func expand(_ patterns: [String]) throws -> [FilePath] {
    try patterns.flatMap { try expand($0) }
  }

  private static func expand(_ pattern: String) throws -> [FilePath] {
    let path = FilePath(pattern)
    let isPattern = path.components.contains { $0.string.contains { "*?[{".contains($0) } }
    guard isPattern, FileIdentity(path) == nil else { return [path] }
    let fixed = path.components.prefix { !$0.string.contains { "*?[{".contains($0) } }
    let rest = path.components.dropFirst(fixed.count)
    var root = FilePath(root: path.root, fixed)
    if root.isEmpty { root = "." }
    let glob: Glob
    do {
      glob = try Glob(rest.map(\.string).joined(separator: "/"))
    } catch {
      throw TableError(.invalidExpression, "\(pattern): \(error.problem).")
    }
    var found: [FilePath] = []
    try? FileTree(root, depthLimit: glob.depth).walk { event in
      guard case .entry(let entry) = event, entry.kind != .directory else { return }
      let isHidden = entry.name?.string.hasPrefix(".") ?? true
      if !isHidden, glob.matches(entry.path.string) { found.append(root.pushing(entry.path)) }
    }
    guard !found.isEmpty else {
      throw TableError(.notFound, "\(pattern): no file matches. Check the pattern.")
    }
    return found.sorted { $0.string < $1.string }
  }
}
