import BatteryJobs
import Foundation
import SystemPackage

/// Reads one job of the file.
struct JobReader {
  let name: String
  let home: FilePath
  let settings: HubSettings
  let registry: JobRegistry
  let jobNames: [String]
  var checker: ShapeChecker

  /// - Returns: `nil` when the job is no mapping.
  mutating func read(_ node: ConfigNode, at position: SourcePosition) -> JobDefinition? {
    let shape = JobShape.object(registry) { _ in .anything }
    _ = checker.check(node, .object(checkable(shape, node)))
    guard node.entries != nil else { return nil }
    checkWork(node, shape)

    let triggers = readTriggers(node["on"])
    var dependencies = DependencyReader(jobNames: jobNames, problems: checker.problems)
    let needs = dependencies.read(node["needs"])
    checker.problems = dependencies.problems

    let job = JobDefinition(
      name: name,
      summary: node["description"]?.text ?? "",
      triggers: triggers,
      needs: needs,
      steps: readSteps(node),
      retry: readRetry(node["retry"]),
      timeout: node["timeout"]?.timeSpan,
      grace: node["grace"]?.timeSpan ?? settings.grace,
      overlap: node["overlap"]?.text.flatMap(OverlapPolicy.init) ?? .skip,
      misfire: readMisfire(node["misfire"]),
      priority: node["priority"]?.integer ?? 0,
      limit: node["limit"]?.text,
      rerunInterrupted: node["rerun"]?.boolean ?? false,
      environment: settings.environment.merging(node["environment"]?.texts ?? [:]) { $1 },
      outputLimit: node["outputLimit"]?.byteCount ?? .mebibytes(64),
      retention: node["keep"].map { HubReader.retention($0, over: settings.retention) }
        ?? settings.retention,
      isEnabled: node["enabled"]?.boolean ?? true,
      fingerprint: Self.fingerprint(of: triggers),
      formerName: node["was"]?.text,
      line: position.line
    )
    checkLimit(node["limit"])
    checkFormerName(node["was"])
    return job
  }

  /// The shape without the rule of one kind a job, which has clearer words of its own.
  private func checkable(_ shape: ObjectShape, _ node: ConfigNode) -> ObjectShape {
    var shape = shape
    shape.exactlyOne = []
    shape.fields = shape.fields.map { field in
      field.name == "steps" ? .init("steps", .anything, field.summary) : field
    }
    return shape
  }

  private mutating func checkWork(_ node: ConfigNode, _ shape: ObjectShape) {
    let keys = shape.exactlyOne
    let entries = node.entries ?? []
    let present = entries.filter { keys.contains($0.key) }
    let hasUnknownKey = entries.contains { entry in
      shape.misplaced[entry.key] == nil && !shape.fields.contains { $0.name == entry.key }
    }
    if present.isEmpty {
      guard !hasUnknownKey else { return }
      checker.problems.add(
        node,
        "has nothing to do",
        "Add \(Wording.list(keys.map { "\"\($0)\"" }, "or"))."
      )
    } else if present.count > 1 {
      checker.problems.add(
        at: present[1].keyPosition,
        path: node.path,
        "has both \"\(present[0].key)\" and \"\(present[1].key)\"",
        "List them under \"steps\" in the order in which they are to run."
      )
    }
  }

  // MARK: - Work

  private mutating func readSteps(_ node: ConfigNode) -> [StepDefinition] {
    var steps: [StepDefinition] = []
    for entry in node.entries ?? [] {
      if let job = readKind(entry) { steps.append(StepDefinition(name: entry.key, job: job)) }
    }
    guard let list = node["steps"] else { return steps }
    let kinds = registry.kinds.map { ObjectShape.Field($0.rawValue, .anything, "") }
    let shape = Shape.list(.object(JobShape.step(kinds)), atLeast: 1)
    guard checker.check(list, shape) else { return steps }
    for item in list.items ?? [] {
      for entry in item.entries ?? [] {
        guard let job = readKind(entry) else { continue }
        let name = stepName(item["name"], kind: entry.key, taken: steps.map(\.name))
        steps.append(StepDefinition(name: name, job: job))
      }
    }
    return steps
  }

  private mutating func stepName(_ node: ConfigNode?, kind: String, taken: [String]) -> String {
    guard let node, let name = node.text else {
      var number = 1
      var name = kind
      while taken.contains(name) {
        number += 1
        name = "\(kind)-\(number)"
      }
      return name
    }
    if taken.contains(name) {
      checker.problems.add(
        node,
        "there is a step \(Wording.quote(name)) already",
        "Give each step a name of its own."
      )
    }
    return name
  }

  /// Reads what a kind of job is told to do; `nil` when the key is no kind, or the value is wrong.
  private mutating func readKind(_ entry: ConfigNode.Entry) -> AnyJob? {
    let kind = JobKind(rawValue: entry.key)
    guard let schema = registry.schema(of: kind), checker.check(entry.value, Shape(schema)) else {
      return nil
    }
    do {
      return try registry.decode(kind, from: ConfigDecoder(entry.value))
    } catch {
      report(error, in: entry.value)
      return nil
    }
  }

  private mutating func report(_ error: any Error, in node: ConfigNode) {
    switch error {
    case let error as ConfigurationError:
      let place = node.nearest(error.path)
      checker.problems.add(place, Wording.withoutPeriod(error.problem), error.remedy)
    case let error as DecodingError:
      let context: DecodingError.Context? =
        switch error {
        case .dataCorrupted(let context): context
        case .keyNotFound(_, let context): context
        case .typeMismatch(_, let context): context
        case .valueNotFound(_, let context): context
        @unknown default: nil
        }
      let path = (context?.codingPath ?? []).map { $0.intValue.map(String.init) ?? $0.stringValue }
      let place = path.reduce(node) { $0.child($1) ?? $0 }
      checker.problems.add(
        place,
        Wording.withoutPeriod(context?.debugDescription ?? "cannot be read")
      )
    default:
      checker.problems.add(node, "cannot be used: \(Wording.inline("\(error)"))")
    }
  }

  // MARK: - Policies

  private mutating func readTriggers(_ node: ConfigNode?) -> Triggers {
    var reader = TriggerReader(
      jobName: name,
      home: home,
      settings: settings,
      jobNames: jobNames,
      problems: checker.problems
    )
    defer { checker.problems = reader.problems }
    return reader.read(node)
  }

  private mutating func readRetry(_ node: ConfigNode?) -> RetryPolicy {
    guard let node else { return .never }
    if let attempts = node.integer { return RetryPolicy(attempts: attempts) }
    let standard = RetryPolicy()
    let policy = RetryPolicy(
      attempts: node["attempts"]?.integer ?? 1,
      backoff: node["backoff"]?.timeSpan ?? standard.backoff,
      factor: node["factor"]?.number ?? standard.factor,
      limit: node["limit"]?.timeSpan ?? max(standard.limit, node["backoff"]?.timeSpan ?? .zero),
      jitter: node["jitter"]?.number ?? standard.jitter
    )
    if let limit = node["limit"], policy.limit < policy.backoff {
      checker.problems.add(
        limit,
        "is shorter than the first wait of \(policy.backoff)",
        "Raise it, or lower \"backoff\"."
      )
    }
    return policy
  }

  private func readMisfire(_ node: ConfigNode?) -> MisfirePolicy {
    guard let node else { return MisfirePolicy() }
    if let action = node.text.flatMap(MisfirePolicy.Action.init) { return MisfirePolicy(action) }
    let standard = MisfirePolicy()
    return MisfirePolicy(
      node["action"]?.text.flatMap(MisfirePolicy.Action.init) ?? standard.action,
      window: node["window"]?.timeSpan ?? standard.window,
      tolerance: node["tolerance"]?.timeSpan ?? standard.tolerance
    )
  }

  private mutating func checkLimit(_ node: ConfigNode?) {
    guard let node, let limit = node.text, settings.limits[limit] == nil else { return }
    let question = Suggestion.question(for: limit, in: settings.limits.keys.sorted())
    checker.problems.add(
      node,
      "there is no limit \(Wording.quote(limit)) under hub.limits",
      question.isEmpty ? "Add it there: how many of its jobs may run at once." : question
    )
  }

  private mutating func checkFormerName(_ node: ConfigNode?) {
    guard let node, let former = node.text else { return }
    if jobNames.contains(former) {
      checker.problems.add(
        node,
        "\(Wording.quote(former)) is still a job of this file",
        "Name the job's own former name, or remove the key."
      )
    } else if !KeyRule.isName(former) {
      checker.problems.add(
        node,
        "\(Wording.quote(former)) cannot be the name of a job",
        "Remove it."
      )
    }
  }

  /// A text that changes when the times of a job do.
  private static func fingerprint(of triggers: Triggers) -> String {
    guard let schedule = triggers.schedule else { return "" }
    let text = "\(schedule.description)\n\(triggers.timezone.identifier)"
    let hash = String(StableHash.fnv1a(text), radix: 16)
    return String(repeating: "0", count: 16 - hash.count) + hash
  }
}

extension ConfigNode {
  /// The value of a key or at an index.
  fileprivate func child(_ key: String) -> ConfigNode? {
    if let value = self[key] { return value }
    guard let items, let index = Int(key), items.indices.contains(index) else { return nil }
    return items[index]
  }
}
