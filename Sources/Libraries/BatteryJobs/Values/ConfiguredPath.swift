import Foundation
public import SystemPackage

/// Paths as configuration files write them.
public enum ConfiguredPath {
  /// Resolves `~`, `~/…` and paths relative to a directory.
  ///
  /// `home` is the directory that relative paths are below.
  public static func resolve(_ path: String, home: FilePath) -> FilePath {
    if path == "~" || path.hasPrefix("~/") {
      let user = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
      return FilePath(user).pushing(FilePath(String(path.dropFirst(2)))).lexicallyNormalized()
    }
    return home.pushing(FilePath(path)).lexicallyNormalized()
  }
}
