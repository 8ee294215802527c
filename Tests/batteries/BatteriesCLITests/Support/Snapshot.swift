import Foundation
import Testing

/// Texts that are kept as files beside the tests.
enum Snapshot {
  /// Compares a text with the file `Snapshots/<name>.txt`.
  ///
  /// `UPDATE_SNAPSHOTS=1` in the environment writes the file instead.
  static func check(_ text: String, _ name: String, source: String = #filePath) throws {
    let file = URL(fileURLWithPath: source).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(text == kept, "UPDATE_SNAPSHOTS=1 writes \(file.lastPathComponent) anew")
  }
}
