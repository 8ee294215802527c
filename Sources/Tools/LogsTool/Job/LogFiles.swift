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
  /// - Throws: ``TableError`` when a pattern matches nothing, with a line for each such pattern.
  init(_ patterns: [FilePath]) throws(TableError) {
    var problems: [TableError] = []
    for pattern in patterns {
      do {
        for path in try Self.expand(pattern) { add(path) }
      } catch {
        problems.append(error)
      }
    }
    try Self.report(problems)
  }

  /// Looks whether all files are there.
  ///
  /// - Throws: ``TableError`` with a line for each that is not.
  func check() throws(TableError) {
    let missing = paths.filter { $0.string != "-" && FileIdentity($0) == nil && !Self.isHidden($0) }
    try Self.report(
      missing.map { TableError(.notFound, "\($0): there is no such file. Check the path.") }
    )
  }

  /// Whether a file may be there, and somebody else's.
  private static func isHidden(_ path: FilePath) -> Bool {
    do {
      try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]).close()
      return true
    } catch {
      return ![Errno.noSuchFileOrDirectory, .notDirectory].contains(error as? Errno)
    }
  }

  private static func report(_ problems: [TableError]) throws(TableError) {
    guard let first = problems.first else { return }
    throw TableError(first.code, problems.map(\.message).joined(separator: "\n"))
  }

  /// Why a name cannot be that of a log, as far as it tells; `nil` when it can.
  static func problem(of name: String) -> String? {
    guard name.contains(where: { "*?[{".contains($0) }) else { return nil }
    do {
      _ = try Glob(name)
      return nil
    } catch {
      return error.problem
    }
  }

  /// Whether a name is, or a pattern matches, another name of the same directory; no file is looked at.
  static func includes(_ name: String, _ other: String) -> Bool {
    let (path, other) = (
      FilePath(name).lexicallyNormalized(), FilePath(other).lexicallyNormalized()
    )
    if path == other { return true }
    guard path.components.contains(where: isPattern), path.isAbsolute == other.isAbsolute,
      other.lastComponent?.string.hasPrefix(".") == false
    else { return false }
    return (try? Glob(path.string))?.matches(other.string) ?? false
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

  private static func expand(_ pattern: FilePath) throws(TableError) -> [FilePath] {
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
