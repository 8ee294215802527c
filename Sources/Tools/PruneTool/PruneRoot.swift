import BatteryFiles
import BatteryJobs
import SystemPackage

/// The open directory below which a run deletes, and nowhere else.
struct PruneRoot: Sendable {
  /// What became of one step.
  enum Outcome: Sendable {
    case deleted
    /// Somebody changed or removed it since the plan was made.
    case changed
    case failed(FileError)
  }

  var path: FilePath { root.path }
  private let root: RootedDirectory

  /// Opens the directory.
  ///
  /// - Throws: ``JobError`` when there is none, or when it is one that must not be pruned.
  init(_ path: FilePath) throws(JobError) {
    let found: FileAttributes
    do throws(FileError) {
      root = try RootedDirectory(path)
      found = try root.attributes(of: FilePath())
    } catch {
      throw JobError(error.cause == .permissionDenied ? .denied : .notFound, error.description)
    }
    for other in ["/", ConfiguredPath.resolve("~", home: "/")] {
      guard let status = try? FileStatus(at: other), status.inode == found.inode,
        status.device == found.device
      else { continue }
      throw JobError(
        .configuration,
        "\(path) is \(other), which is never pruned. Name a directory below it."
      )
    }
  }

  /// Deletes a file or an empty directory if it is still the one that was planned.
  func delete(_ entry: FileEntry) -> Outcome {
    guard entry.name != nil else { return .changed }
    do throws(FileError) {
      let found = try root.attributes(of: entry.path)
      guard found.inode == entry.inode, found.device == entry.device,
        entry.kind == .directory || found.modified == entry.modified
      else { return .changed }
      if entry.kind == .directory {
        try root.removeDirectory(entry.path)
      } else {
        try root.removeFile(entry.path)
      }
      return .deleted
    } catch {
      switch error.cause {
      // The path is gone, or leads elsewhere, or the directory is not empty any more.
      case nil, .some(.noSuchFileOrDirectory), .some(.notDirectory), .some(.improperLink),
        .some(.tooManySymbolicLinkLevels), .some(.directoryNotEmpty), .some(.fileExists):
        return .changed
      default:
        return .failed(
          FileError(path: path.pushing(entry.path), operation: "delete", cause: error.cause)
        )
      }
    }
  }
}
