/// The paths that steps have touched of which the journal does not say yet whether they were done.
///
/// Whether one step was done can be seen at its file. Of two for the same file it cannot: so what
/// was done is written down before a step touches a path a second time.
struct TouchedPaths {
  private var paths: Set<PlanPath> = []

  /// Adds the paths of a step; returns whether none of them was there.
  @discardableResult
  mutating func insert(_ step: OrganizeStep) -> Bool {
    let isNew = paths.insert(step.source).inserted
    guard let target = step.target else { return isNew }
    return paths.insert(target).inserted && isNew
  }

  /// Forgets all paths.
  mutating func removeAll() {
    paths.removeAll(keepingCapacity: true)
  }
}
