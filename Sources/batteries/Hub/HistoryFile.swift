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

  /// Finds a run by its number, or by the name of its job: the one that is going on, else the one
  /// that waits, else the latest.
  static func find(_ text: String, in store: SQLiteStore?) async throws -> RunRecord {
    if let store {
      if let number = Int64(text) {
        if let run = try await store.run(number) { return run }
      } else {
        for states in [[.running], [.queued], []] as [Set<RunState>] {
          let filter = RunFilter(job: text, states: states, limit: 1)
          if let run = try await store.runs(filter).first { return run }
        }
      }
    }
    let problem =
      Int64(text) == nil ? "There is no run of a job \"\(text)\"." : "There is no run \(text)."
    throw CommandFailure(ExitStatus.missing, "\(problem) Look at batteries runs.")
  }
}
