internal import Foundation
internal import SystemPackage

/// A log and the files that it may have become: those beside it whose names begin with its own.
struct LogFamily: Hashable, Sendable {
  /// The file that programs write to.
  let main: FilePath
  /// Those that were asked for, ``main`` among them.
  private(set) var asked: [FilePath]

  /// Puts files that were asked for together with the log that they were once.
  static func families(of paths: [FilePath]) -> [LogFamily] {
    var seen: Set<FilePath> = []
    let paths = paths.map(absolute).filter { seen.insert($0).inserted }
    var families = paths.filter { path in
      !paths.contains { $0 != path && isRotated(path, of: $0) }
    }.map { LogFamily(main: $0, asked: [$0]) }
    for path in paths {
      for place in families.indices where families[place].main != path {
        if isRotated(path, of: families[place].main) { families[place].asked.append(path) }
      }
    }
    return families
  }

  /// The other files of the directory whose names begin with the log's, by name.
  func members(_ listing: inout [FilePath: [String]]) -> [FilePath] {
    guard let name = main.lastComponent?.string else { return [] }
    let directory = main.removingLastComponent()
    let names =
      listing[directory]
      ?? (try? FileManager.default.contentsOfDirectory(atPath: directory.string)) ?? []
    listing[directory] = names
    return names.filter { $0.hasPrefix(name + ".") || $0.hasPrefix(name + "-") }
      .sorted().map { directory.appending($0) }
  }

  /// Whether a file that nobody has seen before may be what a log was once.
  ///
  /// A content that is known is found under any name of the family. An unknown one is only taken when
  /// its name is like `access.log.1`, `access.log-20261122.gz` or `access.log.old`: a report or a
  /// swap file beside the log is none.
  static func isRotated(_ path: FilePath, of main: FilePath) -> Bool {
    guard let name = path.lastComponent?.string, let log = main.lastComponent?.string,
      path.removingLastComponent() == main.removingLastComponent(), name.hasPrefix(log),
      let first = name.dropFirst(log.count).first, first == "." || first == "-"
    else { return false }
    return stem(name) == stem(log) || packedEndings.contains(name.dropFirst(log.count).lowercased())
  }

  /// Whether one of two logs may have been the other once, or both what a third one was.
  static func areRelated(_ first: FilePath, _ second: FilePath) -> Bool {
    first == second
      || first.removingLastComponent() == second.removingLastComponent()
        && stem(first.lastComponent?.string ?? "") == stem(second.lastComponent?.string ?? "")
  }

  /// A name without what rotation adds to it.
  private static func stem(_ name: String) -> Substring {
    var stem = name[...]
    for ending in packedEndings where stem.lowercased().hasSuffix(ending) {
      stem = stem.dropLast(ending.count)
      break
    }
    while let end = stem.lastIndex(where: { ".-_:T@".contains($0) }), end > stem.startIndex {
      let word = stem[end...].dropFirst()
      let isNumber =
        word.contains { $0.isNumber } && word.allSatisfy { $0.isASCII && $0.isHexDigit }
      guard isNumber || ["old", "bak", "prev"].contains(word) else { break }
      stem = stem[..<end]
    }
    return stem
  }

  private static let packedEndings = [
    ".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".lzma", ".lz4", ".z", ".zip",
  ]

  /// Whether the name says that the file is compressed.
  static func isNamedPacked(_ path: FilePath) -> Bool {
    let name = path.lastComponent?.string.lowercased() ?? ""
    return packedEndings.contains { name.hasSuffix($0) }
  }

  private static func absolute(_ path: FilePath) -> FilePath {
    let whole =
      path.isAbsolute
      ? path : FilePath(FileManager.default.currentDirectoryPath).pushing(path)
    return whole.lexicallyNormalized()
  }
}
