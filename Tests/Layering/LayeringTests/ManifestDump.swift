import Foundation
import Subprocess
import SystemPackage
import TestKit

/// Asks the package manager for the manifest in a machine's words.
enum ManifestDump {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let limit = 16 << 20

  /// Runs `swift package dump-package` on this package.
  ///
  /// With a scratch directory of its own, because the build's is locked while its tests run.
  static func read(source: String = #filePath) async throws -> Data {
    let scratch = try TemporaryDirectory()
    let root = (0..<4).reduce(FilePath(source)) { path, _ in path.removingLastComponent() }
    let result = try await run(
      .name("swift"),
      arguments: ["package", "--scratch-path", scratch.path.string, "dump-package"],
      workingDirectory: root,
      output: .bytes(limit: limit),
      error: .string(limit: limit)
    )
    guard result.terminationStatus.isSuccess else {
      throw Failure(description: "swift package dump-package: \(result.standardError)")
    }
    return Data(result.standardOutput)
  }
}
