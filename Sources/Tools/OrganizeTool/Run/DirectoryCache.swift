import BatteryFiles
import SystemPackage

/// Directories that steps work in, open for as long as they are needed.
final class DirectoryCache {
  // Files by kind and month go to a thousand directories in turn. A run has two of these.
  private static let mostOpen = OpenFileLimit.share(8, within: 32...2048)

  let places: Places
  private var open: [PlanPath: RootedDirectory] = [:]
  private var last: (path: PlanPath, directory: RootedDirectory)?

  init(_ places: Places) {
    self.places = places
  }

  /// Opens a directory beneath its place, following no link.
  func directory(_ path: PlanPath) throws(FileError) -> RootedDirectory {
    if let last, last.path == path { return last.directory }
    let directory: RootedDirectory
    if let known = open[path] {
      directory = known
    } else {
      let root = places.roots[path.place]
      directory = path.isEmpty ? root : try root.directory(path.path)
      if open.count >= Self.mostOpen { forget() }
      open[path] = directory
    }
    last = (path, directory)
    return directory
  }

  /// Lets go of all.
  func forget() {
    open = [:]
    last = nil
  }

  /// Lets go of a directory that is about to be removed; those in it were before.
  func forget(_ path: PlanPath) {
    open[path] = nil
    if last?.path == path { last = nil }
  }
}
