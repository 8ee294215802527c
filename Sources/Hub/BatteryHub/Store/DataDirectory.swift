import Foundation
public import SystemPackage

/// The directory in which a hub keeps everything: `.batteries` beside the configuration.
public struct DataDirectory: Hashable, Sendable {
  /// The directory.
  public let path: FilePath

  /// Opens the directory, and makes it, for its owner alone, when it is not there.
  ///
  /// - Throws: ``StoreError`` when it cannot be made.
  public init(_ path: FilePath) throws(StoreError) {
    self.path = path
    do {
      try FileManager.default.createDirectory(
        atPath: path.string,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw StoreError(
        .unavailable,
        "\(path): the data directory cannot be made (\(error.localizedDescription)). "
          + "Set hub.data to a directory that you may write to."
      )
    }
  }

  /// The database.
  public var database: FilePath { path.appending("hub.sqlite") }

  /// The file that is locked while a hub uses the directory.
  public var lock: FilePath { path.appending("hub.lock") }

  /// Where a running hub listens, and a token for the command line; readable by its owner alone.
  public var control: FilePath { path.appending("hub.json") }

  /// The directories of the runs.
  public var runs: FilePath { path.appending("runs") }

  /// The directory of one run.
  public func directory(ofRun run: Int64) -> FilePath { runs.appending("\(run)") }
}
