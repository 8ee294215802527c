import BatteryJobs

/// Finds jobs that wait for each other.
enum DependencyCheck {
  /// Reports each circle of `needs` and `after` once, at the first of its jobs in the file.
  static func findCycle(
    in jobs: [JobDefinition],
    node: ConfigNode,
    problems: inout ProblemList
  ) {
    var edges: [String: [String]] = [:]
    for job in jobs {
      edges[job.name] = (job.needs + job.triggers.after).map(\.job)
    }
    var finished: Set<String> = []
    for job in jobs where !finished.contains(job.name) {
      guard let cycle = cycle(from: job.name, edges: edges, finished: &finished) else { continue }
      let position = node.entries?.first { $0.key == cycle[0] }?.keyPosition ?? node.position
      let names = cycle.map { Wording.inline($0) }
      problems.add(
        at: position,
        path: node.path.key(cycle[0]),
        cycle.count == 2
          ? "waits for itself"
          : "waits for itself, by way of needs and after: \(names.joined(separator: " → "))",
        "Remove one of the bonds."
      )
    }
  }

  /// Walks in depth, on a stack of its own since a chain may be as long as the file.
  private static func cycle(
    from start: String,
    edges: [String: [String]],
    finished: inout Set<String>
  ) -> [String]? {
    var trail = [start]
    var next = [0]
    var found: [String]?
    while let name = trail.last, let position = next.last {
      let targets = edges[name] ?? []
      guard position < targets.count else {
        finished.insert(name)
        trail.removeLast()
        next.removeLast()
        continue
      }
      next[next.count - 1] += 1
      let target = targets[position]
      if let index = trail.firstIndex(of: target) {
        found = found ?? Array(trail[index...]) + [target]
      } else if !finished.contains(target), edges[target] != nil {
        trail.append(target)
        next.append(0)
      }
    }
    return found
  }
}
