public import BatteryJobs
import Yams

/// Rules of organize-tool (its version 3), turned into jobs.
///
/// A rule that has a filter, an action or a placeholder which cannot be said here is left out as a
/// whole, because half a rule takes files that it was not meant for; each is named with its line.
public struct OrganizeImport: Sendable {
  /// What could not be taken over, or means something slightly different.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int

    /// What it is.
    public var text: String

    /// Whether a rule was left out because of it.
    public var isOmission: Bool

    /// The line and what it is.
    public var description: String { "\(line): \(text)" }
  }

  /// The jobs, one for each folder, with their names.
  public private(set) var jobs: [(name: String, job: OrganizeJob)] = []

  /// What could not be taken over, by line.
  public private(set) var problems: [Problem] = []

  /// Reads rules.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - file: What messages call it.
  /// - Throws: ``JobError`` when it is no YAML, or holds no rules.
  public init(_ text: String, file: String) throws(JobError) {
    let root = try RuleText.node(text, file: file, allowsAnchors: true)
    guard let rules = root.mapping?["rules"]?.sequence else {
      throw JobError(.configuration, "\(file): it has no \"rules:\" with a list.")
    }
    for rule in rules { take(rule) }
    problems.sort { ($0.line, $0.text) < ($1.line, $1.text) }
  }

  /// The jobs as a configuration has them.
  ///
  /// - Returns: YAML.
  /// - Throws: ``JobError`` when they cannot be written, which is a defect.
  public func yaml() throws(JobError) -> String {
    let encoder = YAMLEncoder()
    encoder.options.sortKeys = true
    encoder.options.allowUnicode = true
    encoder.options.indent = 2
    let steps = Dictionary(uniqueKeysWithValues: jobs.map { ($0.name, ["organize": $0.job]) })
    do {
      return try encoder.encode(["jobs": steps])
    } catch {
      throw JobError(.invalidInput, "The jobs could not be written: \(error)")
    }
  }

  // MARK: - Rules

  private static let ruleKeys = [
    "name", "enabled", "targets", "locations", "subfolders", "filter_mode", "filters", "actions",
    "tags",
  ]

  private mutating func take(_ node: Node) {
    let line = node.line
    guard let mapping = node.mapping else {
      return omit(line, "a rule is no mapping")
    }
    var unsaid: [ImportGap] = []
    for (key, _) in mapping where !Self.ruleKeys.contains(key.string ?? "") {
      unsaid.append(ImportGap(key.line, "there is no key \"\(key.string ?? "")\""))
    }
    guard mapping["enabled"]?.bool != false else {
      return problems.append(
        Problem(line: line, text: "the rule is not enabled and was left out", isOmission: true)
      )
    }
    if mapping["targets"]?.string == "dirs" {
      unsaid.append(ImportGap(mapping["targets"]?.line ?? line, "rules are for files only"))
    }
    if let tags = mapping["tags"] {
      note(tags.line, "tags of rules choose nothing here; the rule is always used")
    }
    var filters = ImportedFilters()
    filters.read(
      mapping["filters"]?.items ?? [],
      mode: mapping["filter_mode"]?.string ?? "all",
      line: mapping["filter_mode"]?.line ?? line
    )
    var actions = ImportedActions(groups: filters.groups)
    actions.read(mapping["actions"]?.items ?? [])
    unsaid += filters.gaps + actions.gaps
    for remark in filters.remarks + actions.remarks { note(remark.line, remark.text) }
    if actions.actions.isEmpty, actions.gaps.isEmpty {
      unsaid.append(ImportGap(line, "without its echo the rule does nothing"))
    }
    let places = locations(mapping, &unsaid)
    guard unsaid.isEmpty else {
      let name = mapping["name"]?.string.map { " \"\($0)\"" } ?? ""
      for gap in unsaid { omit(gap.line, "\(gap.text), so that the rule\(name) was left out") }
      return
    }
    let staysThere = !actions.actions.contains { action in
      switch action {
      case .move, .trash, .delete: true
      default: false
      }
    }
    let rule = OrganizeRule(
      name: mapping["name"]?.string,
      condition: filters.condition,
      actions: actions.actions,
      conflict: actions.conflict,
      // There each rule looks at what the ones before it have left.
      continues: staysThere
    )
    for place in places { add(rule, place, actions.outside, filters.keep) }
  }

  private mutating func add(
    _ rule: OrganizeRule,
    _ place: ImportedLocation,
    _ outside: [String],
    _ keep: DuplicateRule.Keep?
  ) {
    var rule = rule
    if !place.filter.isEmpty {
      var files = OrganizeCondition()
      files.match = place.filter
      rule.condition.all.append(files)
    }
    let index = jobs.firstIndex { entry in
      entry.job.root == place.path && entry.job.recursive == place.isRecursive
        && entry.job.exclude == place.exclude
        && (keep == nil || entry.job.duplicates == nil || entry.job.duplicates?.keep == keep)
    }
    let number: Int
    if let index {
      number = index
    } else {
      number = jobs.count
      var job = OrganizeJob(root: place.path, exclude: place.exclude)
      job.recursive = place.isRecursive
      // There names with a dot are files as any other.
      job.hidden = true
      jobs.append((name(of: place.path), job))
    }
    jobs[number].job.rules.append(rule)
    if let keep { jobs[number].job.duplicates = DuplicateRule(keep: keep, then: .list) }
    for path in outside where !jobs[number].job.outside.contains(path) {
      if path != place.path, !path.hasPrefix("\(place.path)/") {
        jobs[number].job.outside.append(path)
      }
    }
  }

  /// A name for a job, from the folder's.
  private func name(of path: String) -> String {
    let last = path.split(separator: "/").last ?? "folder"
    let plain = last.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let base = "organize-" + String(plain).split(separator: "-").joined(separator: "-")
    var name = base
    var number = 2
    while jobs.contains(where: { $0.name == name }) {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }

  private func locations(
    _ mapping: Node.Mapping,
    _ gaps: inout [ImportGap]
  ) -> [ImportedLocation] {
    let subfolders = mapping["subfolders"]?.bool ?? false
    let nodes = mapping["locations"]?.items ?? []
    if nodes.isEmpty {
      gaps.append(ImportGap(mapping["locations"]?.line ?? 1, "the rule has no folder"))
    }
    return nodes.compactMap { ImportedLocation($0, subfolders: subfolders, &gaps) }
  }

  private mutating func omit(_ line: Int, _ text: String) {
    problems.append(Problem(line: line, text: text, isOmission: true))
  }

  private mutating func note(_ line: Int, _ text: String) {
    problems.append(Problem(line: line, text: text, isOmission: false))
  }
}

/// Something that cannot be said, or is said a little differently.
struct ImportGap {
  var line: Int
  var text: String

  init(_ line: Int, _ text: String) {
    self.line = line
    self.text = text
  }
}

extension Node {
  /// The line on which it stands.
  var line: Int { mark?.line ?? 1 }

  /// The items of a list, with those of lists in it, or the one value as a list.
  var items: [Node] {
    guard let sequence else { return [self] }
    return sequence.flatMap(\.items)
  }

  /// A filter or an action: its name, and what is said of it.
  var named: (name: String, value: Node?)? {
    if let name = scalar?.string { return (name, nil) }
    guard let mapping, mapping.count == 1, let pair = mapping.first, let name = pair.key.string
    else { return nil }
    return (name, pair.value)
  }

  /// Whether it is the null of YAML.
  var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// A text for each of its items.
  var texts: [String] { items.compactMap(\.scalar).map(\.string) }
}
