import Foundation
import SystemPackage
import TestKit
import Testing

/// A command line over files of which something is wrong, and all that comes of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// The arguments after `batteries table` or another command, as a shell reads them.
  var line: String
  var status: Int32
  var error: String
  var output: String

  var testDescription: String { line }

  /// Describes a use; `error` is what follows `batteries: ` unless there is a status 0 or 1.
  init(_ line: String, _ status: Int32 = 65, error: String = "", output: String = "") {
    self.line = line
    self.status = status
    self.output = output
    self.error = error.isEmpty ? "" : (status > 1 ? "batteries: " : "") + error + "\n"
  }

  /// Runs the program in a directory with the files, and with what a shell adds to them.
  func check(
    _ files: [String: [UInt8]],
    adding script: String = "true",
    command: String = "table"
  ) async throws {
    let directory = try TemporaryDirectory()
    for (name, bytes) in files {
      let path = directory.path.appending(name).string
      #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    }
    let result = try await BuiltBinary(directory: directory.path).shell(
      "\(script); $batteries \(command) \(line)"
    )
    #expect(result.status == status)
    #expect(result.error == error)
    #expect(result.output == output)
  }
}
