import Foundation
import SystemPackage

/// Looks at the file of a secret, without reading it.
enum SecretFileCheck {
  /// Returns what is wrong with a file, or `nil` when it is fit to hold a secret.
  static func problem(of file: FilePath) -> (message: String, remedy: String)? {
    let name = Wording.inline(file.string, limit: 4096)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.string) else {
      return ("\(name) does not exist or may not be looked at", "Make it before a job asks for it.")
    }
    guard attributes[.type] as? FileAttributeType != .typeDirectory else {
      return ("\(name) is a directory", "Name the file in it.")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 != 0 else { return nil }
    return ("\(name) may be read by others", "Run chmod 600 \(name).")
  }
}
