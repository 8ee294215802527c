import BatteryFiles
import BatteryHub
import Foundation
import SystemPackage

/// How the command line reaches a running hub: the file `hub.json` in its data directory.
///
/// Only its owner may read it, because the token in it may do everything.
struct ControlFile: Codable {
  /// The hub's address, such as `http://127.0.0.1:8800`.
  var url: String

  /// A token of the API.
  var token: String

  /// The hub's process.
  var pid: Int32

  /// Returns how to reach the hub of a data directory, or `nil` when none runs.
  static func read(in data: FilePath) -> ControlFile? {
    let file = data.appending("hub.json")
    guard let bytes = FileManager.default.contents(atPath: file.string),
      let control = try? JSONDecoder().decode(ControlFile.self, from: bytes)
    else { return nil }
    // Signal 0 asks whether the process is there; "not permitted" says that it is.
    return kill(control.pid, 0) == 0 || errno == EPERM ? control : nil
  }

  /// Writes the file for its owner alone.
  func write(in data: DataDirectory) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = Array(try encoder.encode(self)) + [0x0A]
    try AtomicFile.write(bytes, to: data.control, permissions: .ownerReadWrite)
  }

  /// Removes the file when the hub ends.
  static func remove(in data: DataDirectory) {
    try? FileManager.default.removeItem(atPath: data.control.string)
  }
}
