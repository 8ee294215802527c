import Foundation
import SystemPackage

/// Reads a configuration file, and never more of it than may be in one.
enum ConfigurationFile {
  static func read(_ file: FilePath) throws(ConfigurationProblem) -> [UInt8] {
    do {
      let descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec])
      return try descriptor.closeAfter { try read(descriptor) }
    } catch let error as Errno {
      throw problem(of: error, file: file)
    } catch {
      throw ConfigurationProblem(file: file, message: "cannot be read: \(error)")
    }
  }

  private static func read(_ descriptor: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= ConfigParser.sizeLimit {
      let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static func problem(of error: Errno, file: FilePath) -> ConfigurationProblem {
    switch error {
    case .noSuchFileOrDirectory:
      ConfigurationProblem(
        file: file,
        message: "there is no such file",
        remedy: "\"batteries init\" writes one to start from."
      )
    case .isDirectory:
      ConfigurationProblem(
        file: file,
        message: "this is a directory",
        remedy: "Name the file in it."
      )
    case .permissionDenied:
      ConfigurationProblem(
        file: file,
        message: "may not be read by this user",
        remedy: "Give the user that runs the hub the right to read it."
      )
    default:
      ConfigurationProblem(file: file, message: "cannot be read: \(error)")
    }
  }
}
