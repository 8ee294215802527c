import BatteryFiles
import SystemPackage

extension OrganizePlanner {
  /// Adds what becomes of duplicates.
  ///
  /// - Returns: The files that no rule sees, because they are gone by then.
  func planDuplicates(
    _ duplicates: DuplicateFiles,
    _ rule: DuplicateRule,
    _ scan: FolderScan
  ) throws -> Set<Int> {
    var gone: Set<Int> = []
    for group in duplicates.groups {
      let kept = scan.files[group.kept]
      let keptPath = path(kept, scan)
      for number in group.others {
        let file = scan.files[number]
        let place = path(file, scan)
        guard rule.then != .list else {
          say("\(EscapedPath.text(place.path)) is the same as \(EscapedPath.text(keptPath.path))")
          continue
        }
        let root = places.roots[0]
        guard let stamp = try? FileStamp(root, place.path),
          let keptStamp = try? FileStamp(root, keptPath.path)
        else { continue }
        let keep = OrganizeStep.Member(path: keptPath, stamp: keptStamp)
        if rule.then == .trash {
          add([OrganizeStep(.trash, place, stamp: stamp, members: [keep])])
          tree.remove(file.name, from: place.directory)
          gone.insert(number)
        } else {
          add([OrganizeStep(.link, place, stamp: stamp, members: [keep])])
          // It is another file by then, so that no later step would know it.
          gone.insert(number)
        }
      }
    }
    return gone
  }

  /// Adds the removal of directories from which all files go.
  func planEmptyDirectories(_ scan: FolderScan) {
    var candidates: Set<PlanPath> = []
    for directory in scan.directories {
      var path = PlanPath(directory)
      while !path.isEmpty, candidates.insert(path).inserted { path = path.directory }
    }
    var touched = Set(steps.filter { $0.action != .makeDirectory }.map(\.source.directory))
    for step in steps where candidates.contains(step.source.directory) {
      switch step.action {
      case .move, .trash, .delete: tree.depart(step.source.name, from: step.source.directory)
      default: break
      }
    }
    let deepestFirst = candidates.sorted { left, right in
      let (one, other) = (left.depth, right.depth)
      return one == other
        ? left.bytes.lexicographicallyPrecedes(right.bytes) : one > other
    }
    for directory in deepestFirst where touched.contains(directory) {
      guard tree.count(directory) == 0 else { continue }
      add([OrganizeStep(.removeDirectory, directory)])
      tree.remove(directory.name, from: directory.directory)
      touched.insert(directory.directory)
    }
  }

  private func path(_ file: FileCandidate, _ scan: FolderScan) -> PlanPath {
    PlanPath(scan.directories[file.directory]).appending(nameBytes: file.name)
  }
}
