import BatteryFiles
import BatteryJobs
import SystemPackage

/// The directories that a plan is about, each open once.
final class Places: Sendable {
  let roots: [RootedDirectory]

  /// Opens directories.
  ///
  /// - Throws: ``JobError`` when one of them is not there.
  init(_ paths: [FilePath]) throws(JobError) {
    var roots: [RootedDirectory] = []
    for path in paths {
      do throws(FileError) {
        roots.append(try RootedDirectory(path))
      } catch {
        let code: JobError.Code = error.cause == .permissionDenied ? .denied : .notFound
        throw JobError(code, error.description)
      }
    }
    self.roots = roots
  }

  /// The whole path, for messages and for what has to be done by path.
  func path(_ path: PlanPath) -> FilePath {
    guard roots.indices.contains(path.place) else { return path.path }
    return roots[path.place].path.pushing(path.path)
  }
}
