import BatteryJobs
import Foundation
import SystemPackage

/// The secrets that the configuration names, read anew each time one is asked for.
struct ConfiguredSecrets: SecretSource {
  let references: [String: SecretReference]

  private static let largest = 64 << 10

  func secret(named name: String) async throws(JobError) -> Secret {
    switch references[name] {
    case .file(let path):
      return try read(path, name: name)
    case .environment(let variable):
      guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
        throw JobError(
          .denied,
          "The secret \"\(name)\" is empty: the hub's environment has no variable \(variable)."
        )
      }
      return Secret(value.utf8)
    case nil:
      throw JobError(.denied, "There is no secret \"\(name)\". Name it under hub.secrets.")
    }
  }

  private func read(_ path: FilePath, name: String) throws(JobError) -> Secret {
    var status = stat()
    guard stat(path.string, &status) == 0 else {
      throw JobError(.denied, "The secret \"\(name)\" cannot be read: there is no file \(path).")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw JobError(
        .denied,
        "The secret \"\(name)\" is not safe: others may read \(path). Run chmod 600 \(path)."
      )
    }
    guard status.st_size <= Self.largest,
      let data = FileManager.default.contents(atPath: path.string)
    else {
      throw JobError(
        .denied,
        "The secret \"\(name)\" cannot be read from \(path), or is larger than 64 KiB."
      )
    }
    // One line ending at the end of the file belongs to the editor, not to the secret.
    var bytes = Array(data)
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty else {
      throw JobError(.denied, "The secret \"\(name)\" is empty: \(path) holds nothing.")
    }
    return Secret(bytes)
  }
}
