import BatteryFiles
import BatteryJobs
import BatteryTables
import SystemPackage

/// A rule, ready to be applied to many files.
struct CompiledRule: Sendable {
  /// Where a template leads.
  struct Destination: Sendable {
    /// The directory that the path is beneath.
    var base: PlanPath
    var template: NameTemplate
  }

  enum Action: Sendable {
    case move(Destination)
    case copy(Destination)
    case rename(NameTemplate)
    case tag([String])
    case untag([String])
    case archive(Destination, originals: OrganizeAction.Originals)
    case trash
    case delete
    case run([String])
  }

  let name: String
  let matcher: ConditionMatcher
  let actions: [Action]
  let conflict: ConflictPolicy
  let continues: Bool
  /// Whether it is for hidden files as well.
  let includesHidden: Bool
  let fields: Set<TemplateField>

  /// Prepares a rule; `base` tells the directory that a template's path is beneath, and the rest of it.
  init(
    _ rule: OrganizeRule,
    number: Int,
    conflict: ConflictPolicy,
    includesHidden: Bool,
    _ surroundings: ConditionMatcher.Surroundings,
    base: (String) throws -> (PlanPath, String)
  ) throws {
    name = rule.name ?? "rule \(number + 1)"
    matcher = try ConditionMatcher(rule.condition, surroundings)
    self.conflict = rule.conflict ?? conflict
    continues = rule.continues
    self.includesHidden =
      includesHidden || rule.condition.flattened.contains { $0.hidden == true }
    let groups = rule.groups
    var fields: Set<TemplateField> = []
    func destination(_ text: String) throws -> Destination {
      let (base, rest) = try base(text)
      let template = try NameTemplate(rest, groups: groups)
      fields.formUnion(template.fields)
      return Destination(base: base, template: template)
    }
    actions = try rule.actions.map { action in
      switch action {
      case .move(let text): return .move(try destination(text))
      case .copy(let text): return .copy(try destination(text))
      case .rename(let text):
        let template = try NameTemplate(text, groups: groups)
        fields.formUnion(template.fields)
        return .rename(template)
      case .tag(let tags): return .tag(tags)
      case .untag(let tags): return .untag(tags)
      case .archive(let text, let originals):
        return .archive(try destination(text), originals: originals)
      case .trash: return .trash
      case .delete: return .delete
      case .run(let words): return .run(words)
      }
    }
    self.fields = fields
  }
}

extension OrganizeRule {
  /// The names of the groups of its expressions.
  var groups: Set<String> {
    var names: Set<String> = []
    for expression in condition.flattened.compactMap(\.expression) {
      var rest = Substring(expression)
      while let start = rest.firstRange(of: "(?") {
        rest = rest[start.upperBound...]
        if rest.hasPrefix("P<") { rest = rest.dropFirst() }
        guard rest.hasPrefix("<"), let end = rest.firstIndex(of: ">") else { continue }
        names.insert(String(rest[rest.index(after: rest.startIndex)..<end]))
      }
    }
    return names.filter { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
  }
}
