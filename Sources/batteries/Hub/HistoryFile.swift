import BatteryHub
import Foundation
import SystemPackage

/// The history of a hub, read beside it or without it.
enum HistoryFile {
  /// Opens the history of a data directory to read it; `nil` when nothing ever ran.
  static func open(in data: FilePath) throws -> SQLiteStore? {
    guard FileManager.default.fileExists(atPath: data.appending("hub.sqlite").string) else {
      return nil
    }
    return try SQLiteStore(try DataDirectory(data).database, readOnly: true)
  }

  /// Finds a run by its number, or the latest one of a job by the job's name.
  static func find(_ text: String, in store: SQLiteStore?) async throws -> RunRecord {
    if let store {
      if let number = Int64(text) {
        if let run = try await store.run(number) { return run }
      } else if let run = try await store.runs(RunFilter(job: text, limit: 1)).first {
        return run
      }
    }
    let problem =
      Int64(text) == nil ? "There is no run of a job \"\(text)\"." : "There is no run \(text)."
    throw CommandFailure(ExitStatus.missing, "\(problem) Look at batteries runs.")
  }
}
