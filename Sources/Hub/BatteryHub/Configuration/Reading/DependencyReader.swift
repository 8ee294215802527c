import BatteryJobs

/// Reads `needs` and `after`: a job, a list of jobs, or a mapping of jobs to conditions.
struct DependencyReader {
  let jobNames: [String]
  var problems: ProblemList

  mutating func read(_ node: ConfigNode?) -> [Dependency] {
    guard let node else { return [] }
    var found: [Dependency] = []
    collect(node, into: &found)
    return found
  }

  private mutating func collect(_ node: ConfigNode, into found: inout [Dependency]) {
    if let name = node.text {
      add(Dependency(job: name), at: node.position, path: node.path, to: &found)
    }
    for item in node.items ?? [] { collect(item, into: &found) }
    for entry in node.entries ?? [] {
      guard let condition = entry.value.text.flatMap(Dependency.Condition.init) else { continue }
      let dependency = Dependency(job: entry.key, condition: condition)
      add(dependency, at: entry.keyPosition, path: node.path, to: &found)
    }
  }

  private mutating func add(
    _ dependency: Dependency,
    at position: SourcePosition,
    path: ConfigPath,
    to found: inout [Dependency]
  ) {
    let name = Wording.quote(dependency.job)
    guard jobNames.contains(dependency.job) else {
      let question = Suggestion.question(for: dependency.job, in: jobNames)
      problems.add(
        at: position,
        path: path,
        "there is no job \(name)",
        question.isEmpty ? "Name a job of this file." : question
      )
      return
    }
    guard !found.contains(where: { $0.job == dependency.job }) else {
      problems.add(at: position, path: path, "names \(name) twice", "Keep one of the two.")
      return
    }
    found.append(dependency)
  }
}
