import BatteryFiles
public import BatteryJobs
import BatteryTables

extension OrganizeJob {
  /// Checks everything that can be wrong with the words alone: patterns, templates, paths, tags.
  public func validate() throws(ConfigurationError) {
    guard !["", "/", "~", "~/"].contains(root) else {
      throw ConfigurationError(
        path: "root",
        problem: root.isEmpty ? "is empty" : "must not be \(root)",
        remedy: "Name the folder that is to be tidied, such as ~/Downloads."
      )
    }
    guard !rules.isEmpty || by != nil || duplicates != nil else {
      throw ConfigurationError(
        path: "",
        problem: "there are no rules",
        remedy: "Write rules, or by: type."
      )
    }
    try validateRules()
  }

  /// Checks what a file of rules can have wrong, whatever folder they are for.
  func validateRules() throws(ConfigurationError) {
    try check(exclude, "exclude")
    for (index, path) in outside.enumerated() where !path.hasPrefix("/") && !path.hasPrefix("~") {
      throw ConfigurationError(
        path: "outside[\(index)]",
        problem: "is no absolute path",
        remedy: "Begin it with / or ~/."
      )
    }
    for (index, rule) in rules.enumerated() { try check(rule, "rules[\(index)]") }
  }

  private func check(_ rule: OrganizeRule, _ path: String) throws(ConfigurationError) {
    guard !rule.actions.isEmpty else {
      throw ConfigurationError(
        path: path,
        problem: "does nothing to a file",
        remedy: "Write move, copy, rename, tag, archive, trash, delete or run."
      )
    }
    try check(rule.condition, path, depth: 0)
    for (index, action) in rule.actions.enumerated() {
      let place = rule.actions.count == 1 ? path : "\(path).actions[\(index)]"
      try check(action, place, rule)
      if action.isLast, index < rule.actions.count - 1 {
        throw ConfigurationError(
          path: place,
          problem: "is done when the actions after it can no longer be",
          remedy: "Put it last."
        )
      }
    }
  }

  private func check(
    _ action: OrganizeAction,
    _ path: String,
    _ rule: OrganizeRule
  ) throws(ConfigurationError) {
    switch action {
    case .move(let text), .copy(let text):
      try checkTemplate(text, path, rule)
    case .archive(let text, _):
      try checkTemplate(text, path, rule)
      guard ArchivePacker.Format(Array(text.utf8)) != nil else {
        throw ConfigurationError(
          path: "\(path).archive",
          problem: "\"\(text)\" is no name of an archive",
          remedy: "End it with .zip, .tar or .tar.gz."
        )
      }
    case .rename(let text):
      guard !text.contains("/") else {
        throw ConfigurationError(
          path: "\(path).rename",
          problem: "\"\(text)\" has a slash",
          remedy: "Write move for another directory."
        )
      }
      try checkTemplate(text, path, rule)
    case .tag(let tags), .untag(let tags):
      for tag in tags where !FileTags.isTag(tag) {
        throw ConfigurationError(
          path: "\(path).tag",
          problem: "\"\(tag)\" is no tag",
          remedy: "Write up to 255 bytes without commas, slashes and control characters."
        )
      }
    case .run(let words):
      guard words.first?.isEmpty == false else {
        throw ConfigurationError(
          path: "\(path).run",
          problem: "names no program",
          remedy: "Write a list: [program, argument]; the file comes last, or where {} stands."
        )
      }
    case .trash, .delete: break
    }
  }

  private func checkTemplate(
    _ text: String,
    _ path: String,
    _ rule: OrganizeRule
  ) throws(ConfigurationError) {
    do throws(TemplateError) {
      try NameTemplate(text, groups: rule.groups).checkPath()
    } catch {
      throw ConfigurationError(
        path: path,
        problem: "\"\(error.template)\" \(error.problem)",
        remedy: error.remedy
      )
    }
  }

  private func check(
    _ condition: OrganizeCondition,
    _ path: String,
    depth: Int
  ) throws(ConfigurationError) {
    guard depth <= 16 else {
      throw ConfigurationError(
        path: path,
        problem: "has conditions in conditions, 16 deep",
        remedy: "Write several rules."
      )
    }
    try check(condition.match, "\(path).match")
    try check(condition.exclude, "\(path).exclude")
    if let expression = condition.expression {
      do {
        _ = try SearchExpression(expression)
      } catch let error as SearchExpression.Endless {
        throw ConfigurationError(
          path: "\(path).expression",
          problem: "\(error)".split(separator: ". ")[0].description,
          remedy: "Write it without one of them."
        )
      } catch {
        throw ConfigurationError(
          path: "\(path).expression",
          problem: "\"\(expression)\" is no regular expression",
          remedy: "Write \\ before a character that is meant as it is."
        )
      }
    }
    for (name, more) in [("all", condition.all), ("any", condition.any), ("none", condition.none)] {
      for (index, inner) in more.enumerated() {
        try check(inner, "\(path).\(name)[\(index)]", depth: depth + 1)
      }
    }
  }

  private func check(_ patterns: [String], _ path: String) throws(ConfigurationError) {
    for (index, pattern) in patterns.enumerated() {
      do {
        _ = try Glob(pattern)
      } catch {
        throw ConfigurationError(
          path: patterns.count == 1 ? path : "\(path)[\(index)]",
          problem: error.problem,
          remedy: "Write \\ before a character that is meant as it is."
        )
      }
    }
  }
}
