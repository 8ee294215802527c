public import Foundation
public import SystemPackage

/// A directory of one test's own, removed when the last reference to it goes.
public final class TemporaryDirectory: Sendable {
  /// The directory.
  public let path: FilePath

  /// Makes an empty directory.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("batteries-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = FilePath(url.path)
  }

  /// The directory as a URL.
  public var url: URL { URL(fileURLWithPath: path.string, isDirectory: true) }

  /// Writes a file below the directory, with the directories above it.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> FilePath {
    let file = path.pushing(FilePath(name))
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string,
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
    return file
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
