import BatteryFiles
import SystemPackage

/// Patterns for names, and those with a `/` for paths below the folder.
struct PathFilter: Sendable {
  private let names: [Glob]
  private let paths: [Glob]

  init(_ patterns: [String]) throws(GlobError) {
    var names: [Glob] = []
    var paths: [Glob] = []
    for pattern in patterns {
      // A slash at the end or beginning says where a pattern belongs, and is no part of the path.
      let trimmed = pattern.hasPrefix("/") ? String(pattern.dropFirst()) : pattern
      let glob = try Glob(trimmed.hasSuffix("/") ? String(trimmed.dropLast()) : trimmed)
      if pattern.dropLast().contains("/") { paths.append(glob) } else { names.append(glob) }
    }
    self.names = names
    self.paths = paths
  }

  var isEmpty: Bool { names.isEmpty && paths.isEmpty }

  func matches(_ entry: WalkEntry) -> Bool {
    if !names.isEmpty, entry.withName({ name in names.contains { $0.matches(name) } }) {
      return true
    }
    return !paths.isEmpty && entry.withPath { path in paths.contains { $0.matches(path) } }
  }

  func matches(name: [UInt8], in directory: FilePath) -> Bool {
    for glob in names where glob.matches(name.span) { return true }
    guard !paths.isEmpty else { return false }
    let path = directory.isEmpty ? name : directory.bytes + [0x2F] + name
    for glob in paths where glob.matches(path.span) { return true }
    return false
  }
}
