import Foundation
import SystemPackage

/// Logs of other projects, which are not part of this one: in `../shared/conformance/logs` beside the
/// repository, or where `BATTERIES_LOG_CASES` says.
enum LogFiles {
  /// The folder; `nil` when there is none.
  static let folder: FilePath? = {
    let repository = FilePath(#filePath).removingLastComponent().appending("../../../..")
    let beside = repository.appending("../shared/conformance/logs").lexicallyNormalized()
    let named = ProcessInfo.processInfo.environment["BATTERIES_LOG_CASES"].map { FilePath($0) }
    let folder = named ?? beside
    return FileManager.default.fileExists(atPath: folder.string) ? folder : nil
  }()
}
