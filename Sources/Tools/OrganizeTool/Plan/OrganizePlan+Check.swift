import BatteryFiles
import BatteryJobs
import SystemPackage

extension OrganizePlan {
  /// Checks a plan that was read: what a step needs is there, and no path leads out of its place.
  ///
  /// - Throws: ``JobError`` that names the step.
  func check() throws(JobError) {
    guard version == Self.version else {
      throw JobError(.invalidInput, "The plan is of version \(version). Make it again.")
    }
    for place in places where EscapedPath.path(place)?.isAbsolute != true {
      throw JobError(.invalidInput, "The plan's place \"\(place)\" is no absolute path.")
    }
    var targets: Set<PlanPath> = []
    for (number, step) in steps.enumerated() {
      let paths =
        [step.source, step.target].compactMap(\.self) + (step.members ?? []).map(\.path)
      let isWhole =
        switch step.action {
        case .move, .copy: step.target != nil && step.stamp != nil
        case .trash, .delete, .tag, .run: step.stamp != nil
        case .pack, .link: step.members?.isEmpty == false
        case .makeDirectory, .removeDirectory: true
        }
      guard isWhole, paths.allSatisfy({ places.indices.contains($0.place) && !$0.isEmpty })
      else {
        throw JobError(.invalidInput, "Step \(number + 1) of the plan is not whole. Make it again.")
      }
      if let target = step.target {
        guard targets.insert(target).inserted else {
          throw JobError(
            .invalidInput,
            "Step \(number + 1) of the plan wants \(EscapedPath.text(target.path)), as one before it."
          )
        }
        if step.action == .move { targets.remove(step.source) }
      }
    }
  }
}
