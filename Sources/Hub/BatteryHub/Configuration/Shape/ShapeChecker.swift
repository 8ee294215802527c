import BatteryJobs

/// Holds values against shapes and words what does not fit.
struct ShapeChecker {
  var problems: ProblemList

  /// Checks a value, and whatever is in it.
  ///
  /// - Returns: Whether all of it fits.
  mutating func check(_ node: ConfigNode, _ shape: Shape) -> Bool {
    if case .anything = shape { return true }
    if node.isNull {
      problems.add(
        node,
        "has no value",
        node.scalar?.text == "~"
          ? "A bare ~ means nothing in YAML; write \"~\" for the home directory."
          : "Write \(shape.expectation), or remove the key."
      )
      return false
    }
    switch shape {
    case .object(let object): return check(node, object)
    case .map(let rule, let value): return check(node, keys: rule, value)
    case .list(let item, let minimum): return check(node, items: item, atLeast: minimum)
    case .anyOf(let shapes): return check(node, anyOf: shapes)
    default: return check(scalar: node, shape)
    }
  }

  private mutating func check(_ node: ConfigNode, _ object: ObjectShape) -> Bool {
    guard let entries = node.entries else {
      if let advice = object.otherwise {
        problems.add(node, advice.message, advice.remedy)
      } else {
        refuse(node, .object(object))
      }
      return false
    }
    var fits = true
    for entry in entries {
      if let field = object.fields.first(where: { $0.name == entry.key }) {
        if !check(entry.value, field.shape) { fits = false }
      } else {
        refuse(unknown: entry, in: object)
        fits = false
      }
    }
    for field in object.fields where field.isRequired && node[field.name] == nil {
      let meaning = Wording.withoutPeriod(Wording.lowercasedFirst(field.summary))
      problems.add(node, "\"\(field.name)\" is missing", "Add it: \(meaning).")
      fits = false
    }
    return checkGroups(node, entries, object) && fits
  }

  private mutating func checkGroups(
    _ node: ConfigNode,
    _ entries: [ConfigNode.Entry],
    _ object: ObjectShape
  ) -> Bool {
    for group in [object.atMostOne, object.exactlyOne] {
      let present = entries.filter { group.contains($0.key) }
      guard present.count > 1 else { continue }
      problems.add(
        at: present[1].keyPosition,
        path: node.path,
        "has both \"\(present[0].key)\" and \"\(present[1].key)\"",
        "Keep one of them."
      )
      return false
    }
    if !object.exactlyOne.isEmpty, !entries.contains(where: { object.exactlyOne.contains($0.key) })
    {
      let keys = object.exactlyOne.map { "\"\($0)\"" }
      problems.add(node, "needs one of \(Wording.list(keys, "and"))", "Add it.")
      return false
    }
    return true
  }

  private mutating func refuse(unknown entry: ConfigNode.Entry, in object: ObjectShape) {
    let names = object.fields.map(\.name)
    if let advice = object.misplaced[entry.key] {
      problems.add(at: entry.keyPosition, path: entry.value.path, advice.message, advice.remedy)
      return
    }
    let question = Suggestion.question(for: entry.key, in: names)
    let known =
      names.isEmpty
      ? "Nothing may be written here; use {}."
      : "The keys here are \(Wording.list(names, "and"))."
    problems.add(
      at: entry.keyPosition,
      path: entry.value.path,
      "unknown key",
      question.isEmpty ? object.unknown ?? known : question
    )
  }

  private mutating func check(_ node: ConfigNode, keys rule: KeyRule, _ value: Shape) -> Bool {
    guard let entries = node.entries else {
      refuse(node, .map(key: rule, value))
      return false
    }
    var fits = true
    for entry in entries {
      if !rule.accepts(entry.key) {
        problems.add(
          at: entry.keyPosition,
          path: node.path,
          "\(Wording.quote(entry.key)) cannot be \(rule.what)",
          rule.words
        )
        fits = false
      }
      if !check(entry.value, value) { fits = false }
    }
    return fits
  }

  private mutating func check(
    _ node: ConfigNode,
    items shape: Shape,
    atLeast minimum: Int
  ) -> Bool {
    guard let items = node.items else {
      refuse(node, .list(shape))
      return false
    }
    guard items.count >= minimum else {
      problems.add(node, "is empty", "List at least one item, or remove the key.")
      return false
    }
    var fits = true
    for item in items where !check(item, shape) { fits = false }
    return fits
  }

  /// Tries the alternatives of the value's own form; with one such, its words are the clearest.
  private mutating func check(_ node: ConfigNode, anyOf shapes: [Shape]) -> Bool {
    let candidates = shapes.filter { $0.hasForm(of: node) }
    if candidates.count == 1 { return check(node, candidates[0]) }
    for candidate in candidates {
      var trial = ShapeChecker(problems: ProblemList(file: problems.file))
      if trial.check(node, candidate) { return true }
    }
    if let object = shapes.compactMap(\.object).first, node.scalar == nil, node.entries != nil {
      return check(node, object)
    }
    refuse(node, .anyOf(shapes))
    return false
  }

  private mutating func refuse(_ node: ConfigNode, _ shape: Shape, _ remedy: String = "") {
    problems.add(
      node,
      "must be \(shape.expectation), not \(Wording.form(of: node))",
      remedy
    )
  }

  private mutating func check(scalar node: ConfigNode, _ shape: Shape) -> Bool {
    guard let text = node.text else {
      refuse(node, shape)
      return false
    }
    switch shape {
    case .integer(let range):
      if let value = Scalars.integer(text), range.contains(value) { return true }
      let meant = Scalars.meantInteger(text).flatMap { range.contains($0) ? $0 : nil }
      refuse(node, shape, meant.map { "Write \($0)." } ?? "")
      return false
    case .number(let range):
      if let value = Scalars.number(text), range.contains(value) { return true }
      refuse(node, shape)
      return false
    case .boolean:
      if Scalars.boolean(text) != nil { return true }
      refuse(node, shape, Scalars.meantBoolean(text).map { "Write \($0)." } ?? "")
      return false
    case .timeSpan(let minimum): return check(node, timeSpan: text, atLeast: minimum)
    case .byteCount:
      if ByteCount(text) != nil { return true }
      refuse(node, shape)
      return false
    case .choice(let words):
      if words.contains(text) { return true }
      refuse(node, shape, Suggestion.question(for: text, in: words))
      return false
    default: return true
    }
  }

  private mutating func check(
    _ node: ConfigNode,
    timeSpan text: String,
    atLeast minimum: TimeSpan
  ) -> Bool {
    guard let span = TimeSpan(text) else {
      let isNumber = Scalars.integer(text).map { $0 >= 0 } ?? false
      refuse(
        node,
        .timeSpan(),
        isNumber ? "Write \(text)s for seconds or \(text)m for minutes." : ""
      )
      return false
    }
    guard span >= minimum else {
      let least = minimum.milliseconds > 1 ? "at least \(minimum)" : "longer than 0"
      problems.add(node, "must be \(least), not \(Wording.inline(text))")
      return false
    }
    return true
  }
}

extension Shape {
  fileprivate var object: ObjectShape? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// What a value must be, for messages.
  var expectation: String {
    switch self {
    case .text(let what, _): what
    case .integer(let range):
      switch (range.lowerBound, range.upperBound) {
      case (.min, .max): "a whole number"
      case (let least, .max): "a whole number of at least \(least)"
      case (.min, let most): "a whole number of at most \(most)"
      case (let least, let most): "a whole number from \(least) to \(most)"
      }
    case .number(let range):
      "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
    case .boolean: "true or false"
    case .timeSpan: "a length of time such as 30s, 15m, 1h30m or 2d"
    case .byteCount: "an amount of data such as 500kB, 64MiB or 2GB"
    case .choice(let words): Wording.list(words, "or")
    case .list: "a list"
    case .map, .object: "a mapping"
    case .anyOf(let shapes): Wording.list(Self.unique(shapes.map(\.expectation)), "or")
    case .anything: "a value"
    }
  }

  private static func unique(_ words: [String]) -> [String] {
    words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// A number as people write it: `2`, not `2.0`.
  static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// Whether a value is written as this shape is: as a scalar, a list or a mapping.
  fileprivate func hasForm(of node: ConfigNode) -> Bool {
    switch self {
    case .list: node.items != nil
    case .map, .object: node.entries != nil
    case .anyOf(let shapes): shapes.contains { $0.hasForm(of: node) }
    case .anything: true
    default: node.scalar != nil
    }
  }
}
