import BatteryFiles
import SystemPackage

/// The directories whose entries a run changes, and the times that they had.
enum DirectoryStates {
  /// Looks at the directories that steps change and that are there by now.
  ///
  /// - Throws: ``FileError`` when one cannot be looked at, whose time would not come back.
  static func read(
    _ steps: [OrganizeStep],
    _ places: Places
  ) throws(FileError) -> [RunRecord.DirectoryState] {
    var paths: Set<PlanPath> = []
    for step in steps {
      switch step.action {
      case .tag, .run: continue
      case .removeDirectory: paths.insert(step.source)
      default: break
      }
      if step.action != .copy { paths.insert(step.source.directory) }
      if let target = step.target { paths.insert(target.directory) }
    }
    var states: [RunRecord.DirectoryState] = []
    for path in paths {
      do throws(FileError) {
        let found = try places.roots[path.place].attributes(of: path.path)
        if found.kind == .directory { states.append(state(path, found)) }
      } catch {
        // What is made later, or where nothing can be done, has no time to be kept.
        switch error.cause {
        case .some(.noSuchFileOrDirectory), .some(.notDirectory), .some(.permissionDenied),
          .some(.tooManySymbolicLinkLevels), .some(.improperLink), .none:
          continue
        default: throw error
        }
      }
    }
    return states
  }

  /// Looks at directories.
  static func read(
    _ paths: some Sequence<PlanPath>,
    _ places: Places
  ) -> [RunRecord.DirectoryState] {
    paths.compactMap { path in
      guard let found = try? places.roots[path.place].attributes(of: path.path),
        found.kind == .directory
      else { return nil }
      return state(path, found)
    }
  }

  private static func state(
    _ path: PlanPath,
    _ found: FileAttributes
  ) -> RunRecord.DirectoryState {
    RunRecord.DirectoryState(
      path: path,
      modified: found.modified,
      mode: UInt32(found.permissions.rawValue)
    )
  }
}
