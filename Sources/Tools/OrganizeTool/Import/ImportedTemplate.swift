/// A text with placeholders of organize-tool, as a template.
struct ImportedTemplate {
  private let text: String
  private let groups: Set<String>
  private(set) var problem = ""
  private(set) var remarks: [String] = []

  init(_ text: String, groups: Set<String>) {
    self.text = text
    self.groups = groups
  }

  /// Returns the template; `nil` when a placeholder cannot be said.
  mutating func convert() -> String? {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "{") {
      result += rest[..<start].replacing("}", with: "}}")
      guard let end = rest[start...].firstIndex(of: "}"), !rest[start...].hasPrefix("{%"),
        !rest[start...].hasPrefix("{{")
      else {
        problem = "\"\(text)\" has more than placeholders"
        return nil
      }
      let name = rest[rest.index(after: start)..<end].filter { $0 != " " }
      guard let field = field(String(name)) else {
        problem = "there is no placeholder {\(name)}"
        return nil
      }
      result += field
      rest = rest[rest.index(after: end)...]
    }
    result += rest.replacing("}", with: "}}")
    guard (try? NameTemplate(result, groups: groups)) != nil else {
      problem = "\"\(text)\" is no template"
      return nil
    }
    return result
  }

  private mutating func field(_ name: String) -> String? {
    switch name {
    case "name", "path.stem": return "{stem}"
    case "path.name": return "{name}"
    case "path.suffix": return "{suffix}"
    case "path.parent.name": return "{parent}"
    case "extension":
      remarks.append("{extension} is in lower case")
      return "{extension}"
    case "extension.lower", "extension.lower()": return "{extension}"
    case "extension.upper", "extension.upper()": return "{extension:upper}"
    case "name.lower()", "path.stem.lower()": return "{stem:lower}"
    case "name.upper()", "path.stem.upper()": return "{stem:upper}"
    default: break
    }
    if name.hasPrefix("regex."), groups.contains(String(name.dropFirst(6))) {
      return "{\(name.dropFirst(6))}"
    }
    for (theirs, ours) in [("created", "created"), ("lastmodified", "modified"), ("now", "now")]
    where name.hasPrefix("\(theirs).") {
      return time(String(name.dropFirst(theirs.count + 1)), ours)
    }
    return nil
  }

  private mutating func time(_ part: String, _ field: String) -> String? {
    let parts = [
      "year": "yyyy", "month": "MM", "day": "dd", "hour": "HH", "minute": "mm", "second": "ss",
    ]
    if let format = parts[part] {
      if part != "year" { remarks.append("{\(field):\(format)} has two digits") }
      return "{\(field):\(format)}"
    }
    let marks = ["strftime('", "strftime(\""]
    guard let mark = marks.first(where: { part.hasPrefix($0) }), part.count > mark.count + 2,
      part.hasSuffix("')") || part.hasSuffix("\")")
    else { return nil }
    var format = ""
    var rest = part.dropFirst(mark.count).dropLast(2)
    let letters: [Character: String] = [
      "Y": "yyyy", "y": "yy", "m": "MM", "d": "dd", "H": "HH", "M": "mm", "S": "ss",
    ]
    while let character = rest.popFirst() {
      if character == "%" {
        guard let letter = rest.popFirst(), let known = letters[letter] else { return nil }
        format += known
      } else if character.isLetter || character == "}" {
        return nil
      } else {
        format.append(character)
      }
    }
    return "{\(field):\(format)}"
  }
}
