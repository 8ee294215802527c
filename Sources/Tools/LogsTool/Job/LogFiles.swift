import BatteryFiles
import BatteryTables
import Foundation
import SystemPackage

/// The logs that a job names.
struct LogFiles: Sendable {
  /// The files, each once.
  private(set) var paths: [FilePath] = []
  /// What was named more than once, in a sentence each.
  private(set) var notes: [String] = []
  private var seen: [FileIdentity: FilePath] = [:]

  /// Expands patterns such as `access.log*`, in alphabetical order for each.
  ///
  /// - Throws: ``TableError`` when a pattern matches nothing.
  init(_ patterns: [FilePath]) throws {
    for pattern in patterns {
      for path in try Self.expand(pattern) { add(path) }
    }
  }

  /// A file that is named twice would count twice.
  private mutating func add(_ path: FilePath) {
    if path.string == "-" {
      if paths.contains(path) {
        notes.append("standard input: was named before, and is read once.")
      } else {
        paths.append(path)
      }
      return
    }
    guard let identity = FileIdentity(path) else { return paths.append(path) }
    if let other = seen[identity] {
      let name = other == path ? "was named before" : "is the same file as \(other)"
      notes.append("\(path): \(name), and is read once.")
    } else {
      seen[identity] = path
      paths.append(path)
    }
  }

  private static func isPattern(_ component: FilePath.Component) -> Bool {
    component.string.contains { "*?[{".contains($0) }
  }

  private static func expand(_ pattern: FilePath) throws -> [FilePath] {
    guard pattern.components.contains(where: isPattern), FileIdentity(pattern) == nil else {
      return [pattern]
    }
    let fixed = pattern.components.prefix { !isPattern($0) }
    let rest = pattern.components.dropFirst(fixed.count)
    let root = FilePath(root: pattern.root, fixed)
    let glob: Glob
    do {
      glob = try Glob(rest.map(\.string).joined(separator: "/"))
    } catch {
      throw TableError(.invalidExpression, "\(pattern): \(error.problem).")
    }
    var found: [FilePath] = []
    try? FileTree(root.isEmpty ? "." : root, depthLimit: glob.depth).walk { event in
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
