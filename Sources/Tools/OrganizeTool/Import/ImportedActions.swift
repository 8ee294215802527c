import Yams

/// The actions of a rule of organize-tool.
struct ImportedActions {
  private(set) var actions: [OrganizeAction] = []
  private(set) var conflict: ConflictPolicy?
  private(set) var gaps: [ImportGap] = []
  private(set) var remarks: [ImportGap] = []
  /// Directories to which the actions lead by absolute paths.
  private(set) var outside: [String] = []

  private let groups: Set<String>

  init(groups: Set<String>) {
    self.groups = groups
  }

  /// Reads the actions.
  mutating func read(_ nodes: [Node]) {
    for node in nodes {
      guard let (name, value) = node.named else {
        gaps.append(ImportGap(node.line, "this is no action"))
        continue
      }
      take(name, value, node.line)
    }
  }

  private mutating func take(_ name: String, _ value: Node?, _ line: Int) {
    switch name {
    case "move": place(value, line, "dest") { .move($0) }
    case "copy": place(value, line, "dest") { .copy($0) }
    case "rename": place(value, line, "new_name") { .rename($0) }
    case "trash": actions.append(.trash)
    case "delete": actions.append(.delete)
    case "macos_tags":
      let tags = (value?.texts ?? []).map { text in
        text.split(separator: " (").first.map(String.init) ?? text
      }
      guard tags.allSatisfy({ FileTags.isTag($0) && !$0.contains("{") }) else {
        return gaps.append(ImportGap(line, "tags hold no placeholders"))
      }
      remarks.append(ImportGap(line, "tags are those of freedesktop, without colours"))
      actions.append(.tag(tags))
    case "echo": remarks.append(ImportGap(line, "nothing is echoed; --dry-run prints the plan"))
    case "shell": shell(value, line)
    default: gaps.append(ImportGap(line, "there is no action \"\(name)\""))
    }
  }

  private mutating func place(
    _ value: Node?,
    _ line: Int,
    _ key: String,
    _ make: (String) -> OrganizeAction
  ) {
    var text = value?.scalar?.string
    for (name, value) in value?.mapping ?? [:] {
      switch name.string ?? "" {
      case key: text = value.string
      case "on_conflict": settle(value.string ?? "", name.line)
      case "rename_template", "counter_separator":
        remarks.append(ImportGap(name.line, "a name that is taken gets a number: name_2"))
      case "autodetect_folder": break
      case let other: gaps.append(ImportGap(name.line, "an action has no \"\(other)\""))
      }
    }
    guard let text else { return gaps.append(ImportGap(line, "the action has no path")) }
    var template = ImportedTemplate(text, groups: groups)
    guard let result = template.convert() else {
      return gaps.append(ImportGap(line, template.problem))
    }
    for remark in template.remarks { remarks.append(ImportGap(line, remark)) }
    if result.hasPrefix("/") || result.hasPrefix("~/") {
      let fixed = result.prefix { $0 != "{" }
      let end = fixed.lastIndex(of: "/") ?? fixed.startIndex
      let path = String(fixed[..<end])
      outside.append(path.isEmpty || path == "~" ? "\(path)/" : path)
    } else if key == "dest" {
      remarks.append(ImportGap(line, "a relative path leads into the folder"))
    }
    actions.append(make(result))
  }

  private mutating func settle(_ text: String, _ line: Int) {
    switch text {
    case "skip": conflict = .skip
    case "overwrite", "trash":
      conflict = .overwrite
      if text == "overwrite" {
        remarks.append(ImportGap(line, "what is overwritten goes to the trash"))
      }
    case "rename_new": conflict = .rename
    default: gaps.append(ImportGap(line, "there is no on_conflict \"\(text)\""))
    }
  }

  /// A command that is a program and its arguments; what needs a shell cannot be said.
  private mutating func shell(_ value: Node?, _ line: Int) {
    let text = value?.scalar?.string ?? value?.mapping?["cmd"]?.string ?? ""
    guard let words = Self.words(text), !words.isEmpty,
      !words.contains(where: { $0 != "{path}" && $0.contains("{") })
    else {
      return gaps.append(ImportGap(line, "a command is a program with the file, and no shell"))
    }
    actions.append(.run(words.map { $0 == "{path}" ? "{}" : $0 }))
  }

  /// The words of a command line; `nil` when it has what only a shell understands.
  private static func words(_ text: String) -> [String]? {
    var words: [String] = []
    var word = ""
    var isOpen = false
    var quote: Character?
    for character in text {
      if let mark = quote {
        if character == mark { quote = nil } else { word.append(character) }
        if mark == "\"", character == "$" || character == "`" || character == "\\" { return nil }
      } else if character == "\"" || character == "'" {
        quote = character
        isOpen = true
      } else if character == " " {
        if isOpen { words.append(word) }
        word = ""
        isOpen = false
      } else if "|&;<>()$`\\*?[#~\n".contains(character) {
        return nil
      } else {
        word.append(character)
        isOpen = true
      }
    }
    guard quote == nil else { return nil }
    if isOpen { words.append(word) }
    return words
  }
}
