import BatteryFiles
import BatteryJobs
import SystemPackage

/// The directories of a plan while it is made: the folder, and those that were allowed by name.
struct PlaceTable {
  private(set) var paths: [FilePath]
  /// What was allowed, and where it is beneath the places.
  private var allowed: [(path: FilePath, place: PlanPath)]

  init(_ root: FilePath) {
    paths = [root]
    allowed = [(root, PlanPath(""))]
  }

  /// Allows a directory; one that is missing is beneath the nearest that is there.
  ///
  /// - Throws: ``JobError`` when nothing of it is there.
  mutating func add(_ path: FilePath, isOptional: Bool) throws(JobError) -> PlanPath {
    let path = path.lexicallyNormalized()
    if path.starts(with: paths[0]) {
      var rest = path
      _ = rest.removePrefix(paths[0])
      return PlanPath(rest)
    }
    if let known = allowed.first(where: { $0.path == path }) { return known.place }
    var there = path
    while (try? FileStatus(at: there).kind) != .directory {
      guard isOptional, !there.components.isEmpty else {
        throw JobError(.notFound, "\(path): there is no such directory. Make it first.")
      }
      there.removeLastComponent()
    }
    var rest = path
    _ = rest.removePrefix(there)
    let number: Int
    if let known = paths.firstIndex(of: there) {
      number = known
    } else {
      number = paths.count
      paths.append(there)
    }
    let place = PlanPath(rest, place: number)
    allowed.append((path, place))
    return place
  }

  /// Where a template leads: the directory that it is beneath, and what is left of it.
  ///
  /// - Throws: ``JobError`` when it leads out of all that was allowed.
  func destination(
    _ template: String,
    base: PlanPath,
    _ resolve: (String) -> FilePath
  ) throws(JobError) -> (PlanPath, String) {
    guard template.hasPrefix("/") || template.hasPrefix("~/") else { return (base, template) }
    // What is written before the first field has to be within a directory that was allowed.
    let fixed = template.prefix { $0 != "{" }
    let end = fixed.lastIndex(of: "/") ?? fixed.startIndex
    let directory = resolve(String(template[...end])).lexicallyNormalized()
    let found = allowed.filter { directory.starts(with: $0.path) }
      .max { $0.path.components.count < $1.path.components.count }
    guard let found else {
      throw JobError(
        .configuration,
        "\"\(template)\" leads out of \(paths[0]). Name \(directory) in outside to allow that."
      )
    }
    var rest = directory
    _ = rest.removePrefix(found.path)
    let place = PlanPath(found.place.path.pushing(rest), place: found.place.place)
    let name = String(template[template.index(after: end)...])
    return (place, name.isEmpty ? "./" : name)
  }
}
