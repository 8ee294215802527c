import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Errors of the file system as the command line ends with them.
enum FilePlaces {
  /// Runs work and turns a failed file operation into one line and a status.
  static func checking<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as FileError {
      let status =
        switch error.cause {
        case .some(.noSuchFileOrDirectory), .some(.notDirectory): ExitStatus.missing
        case .some(.permissionDenied), .some(.notPermitted): ExitStatus.denied
        default: ExitStatus.inputOutput
        }
      throw CommandFailure(status, DisplayText.harmless(error.description))
    }
  }
}

/// A path as JSON has it: as text, and in Base64 as well when it is not UTF-8.
struct PathText: Encodable {
  private enum Key: String, CodingKey {
    case path
    case pathBytes
  }

  let path: FilePath

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    let bytes = path.bytes
    try container.encode(String(decoding: bytes, as: UTF8.self), forKey: .path)
    if String(validating: bytes, as: UTF8.self) == nil {
      try container.encode(Data(bytes).base64EncodedString(), forKey: .pathBytes)
    }
  }
}
