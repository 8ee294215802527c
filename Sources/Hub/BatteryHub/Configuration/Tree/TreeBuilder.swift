import Yams

/// Turns the library's nodes into ours, and refuses what a configuration may not hold.
struct TreeBuilder {
  private let renamed: [SourcePosition: String]
  private var problems: ProblemList
  private var count = 0

  static func build(
    _ document: YAMLDocument,
    problems: inout ProblemList
  ) throws(SyntaxProblem) -> ConfigNode? {
    guard let root = document.root else { return nil }
    var builder = TreeBuilder(renamed: document.renamed, problems: problems)
    defer { problems = builder.problems }
    let node = try builder.node(root, path: .root, depth: 1)
    return node.isNull ? nil : node
  }

  private init(renamed: [SourcePosition: String], problems: ProblemList) {
    self.renamed = renamed
    self.problems = problems
  }

  private mutating func node(
    _ node: Node,
    path: ConfigPath,
    depth: Int
  ) throws(SyntaxProblem) -> ConfigNode {
    let position = position(of: node)
    try admit(node, at: position, path: path, depth: depth)
    switch node {
    case .scalar(let scalar):
      let value = ConfigNode.Scalar(text: scalar.string, isPlain: scalar.style == .plain)
      return ConfigNode(content: .scalar(value), position: position, path: path)
    case .sequence(let sequence):
      var items: [ConfigNode] = []
      for (index, item) in sequence.enumerated() {
        items.append(try self.node(item, path: path.index(index), depth: depth + 1))
      }
      return ConfigNode(content: .sequence(items), position: position, path: path)
    case .mapping(let mapping):
      let entries = try self.entries(of: mapping, path: path, depth: depth)
      return ConfigNode(content: .mapping(entries), position: position, path: path)
    case .alias:
      throw anchorProblem(at: position, path: path)
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping,
    path: ConfigPath,
    depth: Int
  ) throws(SyntaxProblem) -> [ConfigNode.Entry] {
    var entries: [ConfigNode.Entry] = []
    var places: [String: SourcePosition] = [:]
    for (keyNode, valueNode) in mapping {
      let position = position(of: keyNode)
      guard case .scalar(let scalar) = keyNode else {
        if keyNode.anchor != nil { throw anchorProblem(at: position, path: path) }
        throw SyntaxProblem(
          position: position,
          path: path,
          message: "a key must be a text, not a list or a mapping",
          remedy: "Put the key in quotes if it begins with [ or {."
        )
      }
      try admit(keyNode, at: position, path: path, depth: depth + 1)
      let key = renamed[position] ?? scalar.string
      guard key != "<<" || scalar.style != .plain else {
        throw SyntaxProblem(
          position: position,
          path: path,
          message: "merge keys (\"<<\") are not supported",
          remedy: "Write the values out."
        )
      }
      let valuePath = path.key(key)
      let value = try node(valueNode, path: valuePath, depth: depth + 1)
      if let first = places[key] {
        problems.add(
          at: position,
          path: valuePath,
          "this key is already at \(first.line):\(first.column)",
          "Remove one of the two."
        )
        continue
      }
      places[key] = position
      entries.append(ConfigNode.Entry(key: key, keyPosition: position, value: value))
    }
    return entries
  }

  /// Refuses anchors, tags, and what is beyond the limits.
  private mutating func admit(
    _ node: Node,
    at position: SourcePosition,
    path: ConfigPath,
    depth: Int
  ) throws(SyntaxProblem) {
    if node.anchor != nil { throw anchorProblem(at: position, path: path) }
    if hasTag(node) {
      throw SyntaxProblem(
        position: position,
        path: path,
        message: "tags (\"!name\") are not supported",
        remedy: "Remove the tag, or put the text in quotes if it begins with \"!\"."
      )
    }
    guard depth <= ConfigParser.depthLimit else {
      throw SyntaxProblem(
        position: position,
        message: "the file is nested more than \(ConfigParser.depthLimit) levels deep",
        remedy: "Close the brackets, or indent less."
      )
    }
    count += 1
    guard count <= ConfigParser.nodeLimit else {
      throw SyntaxProblem(
        position: position,
        message: "the file has more than 100,000 values",
        remedy: "Move data into files of its own."
      )
    }
  }

  private func anchorProblem(at position: SourcePosition, path: ConfigPath) -> SyntaxProblem {
    SyntaxProblem(
      position: position,
      path: path,
      message: "anchors and aliases (\"&name\", \"*name\") are not supported",
      remedy: "Write the value out, or put the text in quotes if it begins with & or *."
    )
  }

  private func hasTag(_ node: Node) -> Bool {
    switch node {
    case .scalar(let scalar):
      let tag = scalar.tag.rawValue
      return !(tag.isEmpty || tag == Tag.Name.str.rawValue)
    case .sequence(let sequence): return !sequence.tag.rawValue.isEmpty
    case .mapping(let mapping): return !mapping.tag.rawValue.isEmpty
    case .alias: return false
    }
  }

  private func position(of node: Node) -> SourcePosition {
    SourcePosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
