public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FilePath {
  /// The names without those of a dot, which stand for nothing.
  var names: [Component] { components.filter { $0.kind != .currentDirectory } }

  /// The directories above, the nearest first: `/a` and `/` of `/a/b`, `a` and `.` of `a/b`.
  public var parents: [FilePath] {
    let names = names
    return names.indices.reversed().map { count in
      let path = FilePath(root: root, names[..<count])
      return path.isEmpty ? "." : path
    }
  }

  /// The path without `.`, and without `..` as far as names before them can be dropped:
  /// `os.path.normpath`.
  ///
  /// With links among the directories that may lead elsewhere; ``resolved(strict:)`` follows them.
  /// System's own `lexicallyNormalized()` ends the program for some paths in debug builds.
  public var normalized: FilePath {
    var kept: [Component] = []
    for name in names {
      if name.kind != .parentDirectory {
        kept.append(name)
      } else if let last = kept.last, last.kind != .parentDirectory {
        kept.removeLast()
      } else if root == nil {
        kept.append(name)
      }
    }
    let path = FilePath(root: root, kept)
    return path.isEmpty ? "." : path
  }

  /// Whether the path is another one or below it, by their names alone.
  public func isRelative(to other: FilePath) -> Bool {
    root == other.root && names.starts(with: other.names)
  }

  /// Returns the path from another one to this one, by their names alone.
  ///
  /// - Parameters:
  ///   - other: The directory from which the path goes.
  ///   - walkUp: Whether it may go up by `..`; with links among the directories that may lead
  ///     elsewhere.
  /// - Returns: The path; `.` when both are the same.
  /// - Throws: ``FileError`` when one of them is absolute and the other is not, or when it would
  ///   have to go up and may not, or not beyond a `..`.
  public func relative(to other: FilePath, walkUp: Bool = false) throws(FileError) -> FilePath {
    let own = names
    let others = other.names
    func refusal(_ reason: String) -> FileError {
      FileError(
        path: self,
        operation: "be written relative to \(other)",
        cause: nil,
        remedy: reason
      )
    }
    guard root == other.root else {
      throw refusal("One of them is absolute. Make both so, or none.")
    }
    var common = 0
    while common < min(own.count, others.count), own[common] == others[common] { common += 1 }
    let up = others[common...]
    if !up.isEmpty {
      guard walkUp else { throw refusal("It is not below. Allow going up.") }
      guard !up.contains(where: { $0.kind == .parentDirectory }) else {
        throw refusal("What is above a \"..\" is not known. Resolve the path first.")
      }
    }
    var result = FilePath()
    for _ in up { result.append("..") }
    result.components.append(contentsOf: own[common...])
    return result.isEmpty ? "." : result
  }

  /// Returns the longest path that several have in common: `os.path.commonpath`.
  ///
  /// - Returns: `.` for relative paths that share no name.
  /// - Throws: ``FileError`` when there are no paths, or both absolute and relative ones.
  public static func commonPath(
    _ paths: some Sequence<FilePath>
  ) throws(FileError) -> FilePath {
    var common: (root: Root?, names: [Component])?
    for path in paths {
      guard let (root, names) = common else {
        common = (path.root, path.names)
        continue
      }
      guard root == path.root else {
        throw FileError(
          path: path,
          operation: "be compared with the other paths",
          cause: nil,
          remedy: "Some paths are absolute and some are not. Make all of them absolute."
        )
      }
      let shared = zip(names, path.names).prefix { $0 == $1 }
      common = (root, shared.map(\.0))
    }
    guard let (root, names) = common else {
      throw FileError(
        path: "",
        operation: "find what paths have in common",
        cause: nil,
        remedy: "There are none. Pass one at least."
      )
    }
    let path = FilePath(root: root, names)
    return path.isEmpty ? "." : path
  }

  /// Whether two paths lead to one file, through links too: `os.path.samefile`.
  ///
  /// - Throws: ``FileError`` when one of them leads nowhere.
  public func isSameFile(as other: FilePath) throws(FileError) -> Bool {
    try FileStatus(at: self).isSameFile(as: FileStatus(at: other))
  }
}
