import Yams

/// Says in plain words, with what to do, why the YAML library could not read a text.
enum YAMLErrorText {
  static func problem(of error: YamlError, in source: SourceText) -> SyntaxProblem {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = source.clamped(SourcePosition(line: mark.line, column: mark.column))
      let start = context.map { SourcePosition(line: $0.mark.line, column: $0.mark.column) }
      return Self.problem(
        Case(problem: problem, context: context?.text ?? "", place: place, start: start ?? place),
        in: source
      )
    default:
      return SyntaxProblem(
        position: SourcePosition(line: 1, column: 1),
        message: "the file is not YAML"
      )
    }
  }

  /// What the library said: the problem, and what it was reading since where.
  private struct Case {
    var problem: String
    var context: String
    var place: SourcePosition
    var start: SourcePosition
  }

  private static func problem(_ error: Case, in source: SourceText) -> SyntaxProblem {
    switch error.problem {
    case "found character that cannot start any token":
      return strayCharacter(error, in: source)
    case "mapping values are not allowed in this context":
      return strayColon(error, in: source)
    case "could not find expected ':'":
      return SyntaxProblem(
        position: error.start,
        message: "this line has no \": \" after its key",
        remedy: "Write \"key: value\", with a space after the colon."
      )
    case "did not find expected key", "did not find expected '-' indicator":
      return misplacedLine(error, in: source)
    case "did not find expected ',' or ']'":
      return unclosed(error, "list", "[", "]")
    case "did not find expected ',' or '}'":
      return unclosed(error, "mapping", "{", "}")
    case "did not find expected alphabetic or numeric character",
      "found undefined alias":
      return strayAlias(error, in: source)
    default:
      return quotedText(error, in: source) ?? rare(error)
    }
  }

  private static func strayCharacter(_ error: Case, in source: SourceText) -> SyntaxProblem {
    guard let scalar = source[error.place], scalar != "\t" else { return tab(at: error.place) }
    return SyntaxProblem(
      position: error.place,
      message: "a value may not begin with \(scalar == "\"" ? "a quote" : "\"\(scalar)\"")",
      remedy: "Put the value in quotes."
    )
  }

  private static func tab(at position: SourcePosition) -> SyntaxProblem {
    SyntaxProblem(
      position: position,
      message: "a tab indents this line",
      remedy: "Indent with spaces."
    )
  }

  private static func strayColon(_ error: Case, in source: SourceText) -> SyntaxProblem {
    let before = source.before(error.place)
    guard !before.contains(": ") else {
      return SyntaxProblem(
        position: error.place,
        message: "a second \": \" stands in this value",
        remedy: "Put the value in quotes."
      )
    }
    let column = (before.unicodeScalars.prefix { $0 == " " || $0 == "\t" }).count + 1
    guard error.place.column - column <= 1024 else {
      return SyntaxProblem(
        position: SourcePosition(line: error.place.line, column: column),
        message: "this key is longer than 1024 characters",
        remedy: "Shorten it."
      )
    }
    if let line = lineWithoutColon(above: error.place.line, indent: column - 1, in: source) {
      return SyntaxProblem(
        position: SourcePosition(line: line, column: column),
        message: "this line has no \": \" after its key",
        remedy: "Write \"key: value\", with a space after the colon."
      )
    }
    return SyntaxProblem(
      position: SourcePosition(line: error.place.line, column: column),
      message: "this key is indented under a line that has a value already",
      remedy: "Indent it like the key above, or remove that value."
    )
  }

  /// The neighbour above with the same indent, when it is the line that is no key.
  private static func lineWithoutColon(
    above line: Int,
    indent: Int,
    in source: SourceText
  ) -> Int? {
    guard line > 1 else { return nil }
    for candidate in stride(from: line - 1, through: 1, by: -1) {
      let text = source.rest(from: SourcePosition(line: candidate, column: 1))
      let body = text.drop { $0 == " " }
      if body.isEmpty || body.hasPrefix("#") { continue }
      let isNeighbour = text.count - body.count == indent
      return isNeighbour && !body.contains(": ") && !body.hasSuffix(":") ? candidate : nil
    }
    return nil
  }

  private static func misplacedLine(_ error: Case, in source: SourceText) -> SyntaxProblem {
    let rest = source.rest(from: error.place)
    if rest.hasPrefix("]") || rest.hasPrefix("}") {
      return SyntaxProblem(
        position: error.place,
        message: "this bracket closes nothing",
        remedy: "Remove it."
      )
    }
    let what = error.problem.hasSuffix("key") ? "keys" : "list items"
    let sameLine = !source.before(error.place).allSatisfy { $0 == " " }
    return SyntaxProblem(
      position: error.place,
      message: sameLine
        ? "the value ends before this text"
        : "this line is not indented like the \(what) that begin at line \(error.start.line)",
      remedy: sameLine
        ? "Put the whole value in quotes." : "Give it the same indent, in spaces."
    )
  }

  private static func unclosed(
    _ error: Case,
    _ what: String,
    _ open: String,
    _ close: String
  ) -> SyntaxProblem {
    SyntaxProblem(
      position: error.place,
      message: "the \(what) that \"\(open)\" opens at \(error.start.line):\(error.start.column) "
        + "needs \",\" or \"\(close)\" here",
      remedy: "Close it, or put a value that holds brackets, commas or \": \" in quotes."
    )
  }

  private static func strayAlias(_ error: Case, in source: SourceText) -> SyntaxProblem {
    let isAnchor = error.context.hasSuffix("an anchor")
    let position = error.problem == "found undefined alias" ? error.place : error.start
    let before = source.before(position)
    let isInFlow = before.contains("[") || before.contains("{")
    let rest = source.rest(from: position)
    let end = isInFlow ? rest.firstIndex { ",]}".contains($0) } : nil
    let text = Wording.trimmed(rest[..<(end ?? rest.endIndex)])
    let isValue = error.problem != "found undefined alias" && !text.contains(": ")
    return SyntaxProblem(
      position: position,
      message: "a value may not begin with \"\(isAnchor ? "&" : "*")\"",
      remedy: isValue && text.utf8.count <= 40 && !text.contains("\"") && !text.contains("#")
        ? "Put it in quotes: \"\(text)\"." : "Put it in quotes; aliases are not supported."
    )
  }

  private static func quotedText(_ error: Case, in source: SourceText) -> SyntaxProblem? {
    switch error.problem {
    case "found unexpected end of stream", "found unexpected document indicator":
      return SyntaxProblem(
        position: error.start,
        message: "the quote that opens here is never closed",
        remedy: "Close it."
      )
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return SyntaxProblem(
        position: error.place,
        message: "double quotes do not know this \"\\\" escape",
        remedy: "Use single quotes, or write \"\\\\\"."
      )
    case "found a tab character where an indentation space is expected",
      "found a tab character that violates indentation":
      return tab(at: error.place)
    default: return nil
    }
  }

  private static func rare(_ error: Case) -> SyntaxProblem {
    let place = error.place
    switch error.problem {
    case "block sequence entries are not allowed in this context":
      return SyntaxProblem(
        position: place,
        message: "a list may not begin on the line of its key",
        remedy: "Begin it on the next line, or write [a, b]."
      )
    case "mapping keys are not allowed in this context":
      return SyntaxProblem(
        position: place,
        message: "a \"?\" may not stand here",
        remedy: "Put the value in quotes."
      )
    case "did not find expected node content":
      return SyntaxProblem(
        position: place,
        message: "a value is missing here",
        remedy: "Write one, or put the text in quotes."
      )
    case "but found another document", "did not find expected <document start>":
      return SyntaxProblem(
        position: place,
        message: "a second document begins here",
        remedy: "Keep one document in the file: remove the lines \"---\" and \"...\"."
      )
    case "found unexpected ':'":
      return SyntaxProblem(
        position: place,
        message: "a \":\" stands in a value between brackets",
        remedy: "Put the value in quotes."
      )
    case let problem where problem.contains("nesting level"):
      return SyntaxProblem(
        position: place,
        message: "the file is nested more than \(ConfigParser.depthLimit) levels deep",
        remedy: "Close the brackets, or indent less."
      )
    case _ where error.context.contains("tag"):
      return SyntaxProblem(
        position: place,
        message: "tags (\"!name\") are not supported",
        remedy: "Remove the tag, or put the text in quotes if it begins with \"!\"."
      )
    case _ where error.context.contains("directive") || error.problem.contains("directive"):
      return SyntaxProblem(
        position: place,
        message: "directives (\"%NAME\") are not supported",
        remedy: "Remove the line."
      )
    case _ where error.context.contains("block scalar"):
      return SyntaxProblem(
        position: place,
        message: "only a number, \"+\" or \"-\" may follow the \"|\" or \">\" that begins a text",
        remedy: "Begin the text on the next line."
      )
    default:
      return SyntaxProblem(position: place, message: "this is not YAML: \(error.problem)")
    }
  }
}
