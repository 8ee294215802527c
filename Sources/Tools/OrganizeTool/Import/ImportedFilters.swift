import BatteryJobs
import Yams

/// The filters of a rule of organize-tool, as a condition.
struct ImportedFilters {
  private(set) var condition = OrganizeCondition()
  private(set) var gaps: [ImportGap] = []
  private(set) var remarks: [ImportGap] = []
  /// The groups of expressions, which templates may use.
  private(set) var groups: Set<String> = []
  /// Which of duplicates is kept.
  private(set) var keep: DuplicateRule.Keep?

  /// Reads the filters, of which all, one or none have to hold.
  mutating func read(_ nodes: [Node], mode: String, line: Int) {
    var all: [OrganizeCondition] = []
    for node in nodes {
      guard let (words, value) = node.named else {
        gaps.append(ImportGap(node.line, "this is no filter"))
        continue
      }
      let isNegated = words.hasPrefix("not ")
      let name = isNegated ? String(words.dropFirst(4)) : words
      guard let found = filter(name, value, node.line) else { continue }
      guard isNegated else {
        all.append(found)
        continue
      }
      var inverse = OrganizeCondition()
      inverse.none = [found]
      all.append(inverse)
    }
    switch mode {
    case "any": condition.any = all
    case "none": condition.none = all
    case "all":
      // Filters that do not clash stand side by side.
      for found in all where !merge(found) { condition.all.append(found) }
    default: gaps.append(ImportGap(line, "there is no filter_mode \"\(mode)\""))
    }
  }

  /// Adds a condition to the others if it says nothing about the same.
  private mutating func merge(_ other: OrganizeCondition) -> Bool {
    guard other.none.isEmpty, other.all.isEmpty else { return false }
    if !other.extension.isEmpty, condition.extension.isEmpty, other.kind.isEmpty {
      condition.extension = other.extension
    } else if other.expression != nil, condition.expression == nil {
      condition.expression = other.expression
    } else if other.size != nil, condition.size == nil {
      condition.size = other.size
    } else if other.age != nil, condition.age == nil {
      condition.age = other.age
    } else if other == OrganizeCondition() {
      return true
    } else {
      return false
    }
    return true
  }

  /// A condition for one filter; `nil` when it cannot be said.
  private mutating func filter(
    _ name: String,
    _ value: Node?,
    _ line: Int
  ) -> OrganizeCondition? {
    var found = OrganizeCondition()
    switch name {
    case "extension": found.extension = value?.texts ?? []
    case "name": return nameFilter(value, line)
    case "regex":
      let text = value?.mapping?["expr"]?.string ?? value?.string ?? ""
      found.expression = text
      groups.formUnion(OrganizeRule(condition: found, actions: []).groups)
    case "size":
      guard let value else { break }
      let text = (value.mapping?["conditions"] ?? value).texts.joined(separator: ",")
      guard let range = SizeRange(text) else {
        return omit(line, "the length \"\(text)\" cannot be said")
      }
      found.size = range
    case "lastmodified":
      guard let value else { break }
      guard let age = age(value, line) else { return nil }
      found.age = age
    case "empty": found.empty = true
    case "duplicate":
      found.duplicate = true
      let by = value?.mapping?["detect_original_by"]?.string ?? value?.string ?? "first_seen"
      switch by {
      case "first_seen": keep = .first
      case "lastmodified": keep = .oldest
      case "-lastmodified": keep = .newest
      default: return omit(line, "duplicates are not told by \"\(by)\"")
      }
    case "filecontent":
      guard let text = value?.string, !text.isEmpty else { break }
      guard !text.contains(where: { "\\^$.|?*+()[]{}".contains($0) }) else {
        return omit(line, "text in files is searched as it is, not by regular expressions")
      }
      found.contains = [text]
    case "mimetype": return mimeTypes(value, line)
    case "macos_tags":
      for text in value?.texts ?? [] {
        let tag = text.split(separator: " (").first.map(String.init) ?? text
        guard !tag.contains("*"), !text.contains("(") || text.hasSuffix("(*)") else {
          return omit(line, "tags have no colours and no patterns (\(text))")
        }
        found.tagged.append(tag)
      }
    case "created":
      // Without a condition it only gives a placeholder.
      if value != nil { return omit(line, "the age of a file is that of its last change") }
    case "exif", "hash", "date_added", "date_lastused", "python":
      if name == "hash", value == nil { break }
      return omit(line, "there is no filter \"\(name)\"")
    default: return omit(line, "there is no filter \"\(name)\"")
    }
    return found
  }

  private mutating func omit(_ line: Int, _ text: String) -> OrganizeCondition? {
    gaps.append(ImportGap(line, text))
    return nil
  }

  // MARK: - Names

  /// Conditions on the name without its suffix, as expressions.
  private mutating func nameFilter(_ value: Node?, _ line: Int) -> OrganizeCondition? {
    var found = OrganizeCondition()
    guard let value else { return found }
    var parts: [(String, [String])] = []
    var ignoresCase = false
    if let mapping = value.mapping {
      for (key, value) in mapping {
        switch key.string ?? "" {
        case "startswith", "contains", "endswith", "match":
          parts.append((key.string ?? "", value.texts))
        case "case_sensitive": ignoresCase = value.bool == false
        case let name: return omit(key.line, "a name has no \"\(name)\"")
        }
      }
    } else {
      parts = [("match", value.texts)]
    }
    for (kind, texts) in parts {
      guard !texts.contains(where: { kind == "match" && $0.contains("{") }) else {
        return omit(line, "a pattern of a name has no placeholders")
      }
      let choice = texts.map { text in
        kind == "match"
          ? text.split(separator: "*", omittingEmptySubsequences: false)
            .map { Self.escaped(String($0), ignoresCase) }.joined(separator: ".*")
          : Self.escaped(text, ignoresCase)
      }
      let any = "(?:\(choice.joined(separator: "|")))"
      var part = OrganizeCondition()
      switch kind {
      case "startswith": part.expression = "^\(any)"
      case "endswith": part.expression = "\(any)\\.[^.]+$|^[^.]*\(any)$"
      case "contains": part.expression = "\(any).*\\.[^.]+$|^[^.]*\(any)[^.]*$"
      default: part.expression = "^\(any)\\.[^.]+$|^\(any)$"
      }
      found.all.append(part)
    }
    return found.all.count == 1 ? found.all[0] : found
  }

  private static func escaped(_ text: String, _ ignoresCase: Bool) -> String {
    text.map { character in
      if ignoresCase, character.isASCII, character.isLetter {
        return "[\(character.lowercased())\(character.uppercased())]"
      }
      return character.isLetter || character.isNumber || character == "_" || character == " "
        || !character.isASCII ? "\(character)" : "\\\(character)"
    }
    .joined()
  }

  // MARK: - Times and types

  private mutating func age(_ value: Node, _ line: Int) -> AgeRange? {
    let days = ["years": 365.0, "months": 30, "weeks": 7, "days": 1]
    var seconds = 0.0
    var isOlder = true
    for (key, value) in value.mapping ?? [:] {
      let name = key.string ?? ""
      let amount = value.float ?? 0
      switch name {
      case "years", "months", "weeks", "days":
        seconds += amount * (days[name] ?? 1) * 86_400
        if name == "years" || name == "months", amount > 0 {
          remarks.append(ImportGap(key.line, "a year counts as 365 days and a month as 30"))
        }
      case "hours": seconds += amount * 3600
      case "minutes": seconds += amount * 60
      case "seconds": seconds += amount
      case "mode":
        guard ["older", "newer"].contains(value.string ?? "") else {
          return noAge(key.line, "there is no mode \"\(value.string ?? "")\"")
        }
        isOlder = value.string == "older"
      default: return noAge(key.line, "there is no \"\(name)\" of time")
      }
    }
    guard seconds > 0, seconds < 3e9 else { return noAge(line, "the age is none") }
    let span = TimeSpan(milliseconds: Int64(seconds * 1000))
    guard let age = AgeRange(isOlder ? "\(span)" : "< \(span)") else {
      return noAge(line, "the age is none")
    }
    return age
  }

  private mutating func noAge(_ line: Int, _ text: String) -> AgeRange? {
    gaps.append(ImportGap(line, text))
    return nil
  }

  private mutating func mimeTypes(_ value: Node?, _ line: Int) -> OrganizeCondition? {
    var found = OrganizeCondition()
    for type in value?.texts ?? [] {
      guard
        let kind = ["image": FileKind.image, "video": .video, "audio": .audio, "font": .font][type]
      else { return omit(line, "types of content are told by kind (\(type))") }
      found.kind.append(kind)
      remarks.append(
        ImportGap(line, "the type is told by the content here, not by the name alone")
      )
    }
    return found
  }
}
