/// The paths that steps have touched of which the journal does not say yet whether they were done.
///
/// Whether one step was done can be seen at its file. Of two for the same file it cannot: so what
/// was done is written down before a step touches a path a second time.
struct TouchedPaths {
  private var paths: Set<PlanPath> = []

  /// Whether a step touches one of the paths.
  func contains(_ step: OrganizeStep) -> Bool {
    if paths.contains(step.source) { return true }
    return step.target.map { paths.contains($0) } ?? false
  }

  /// Adds the paths of a step.
  mutating func insert(_ step: OrganizeStep) {
    paths.insert(step.source)
    if let target = step.target { paths.insert(target) }
  }

  /// Forgets all paths.
  mutating func removeAll() {
    paths.removeAll(keepingCapacity: true)
  }
}
