public import BatteryJobs
import Foundation
import Yams

/// Rules as a file has them: a job in YAML, of which the folder may be left out, or a list of rules.
public enum RuleText {
  /// How long a file may be.
  private static let sizeLimit = 1 << 20

  /// Reads a job.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - file: What messages call it.
  /// - Returns: The job; its folder is empty if the file names none.
  /// - Throws: ``JobError`` with the line, what is wrong, and what to do.
  public static func job(_ text: String, file: String) throws(JobError) -> OrganizeJob {
    let root = try node(text, file: file)
    do {
      let decoder = YAMLDecoder()
      guard root.sequence == nil else {
        return OrganizeJob(root: "", rules: try decoder.decode([OrganizeRule].self, from: root))
      }
      return try decoder.decode(OrganizeJob.self, from: root)
    } catch let error as DecodingError {
      throw problem(error, root, file)
    } catch {
      throw JobError(.configuration, "\(file): it holds no rules. Write \"rules:\" and a list.")
    }
  }

  /// Reads a job, and checks patterns, templates, paths and tags in its rules.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - file: What messages call it.
  /// - Returns: The job; its folder is empty if the file names none.
  /// - Throws: ``JobError`` with the line, what is wrong, and what to do.
  public static func checkedJob(_ text: String, file: String) throws(JobError) -> OrganizeJob {
    let job = try job(text, file: file)
    do throws(ConfigurationError) {
      try job.validateRules()
    } catch {
      let line = line(of: error.path, in: try node(text, file: file))
      throw JobError(.configuration, "\(file):\(line): \(error.description)")
    }
    return job
  }

  /// Reads YAML into its nodes; anchors only where they are wanted, and never so many aliases that a
  /// short text stands for a long one.
  static func node(
    _ text: String,
    file: String,
    allowsAnchors: Bool = false
  ) throws(JobError) -> Node {
    guard text.utf8.count <= sizeLimit else {
      throw JobError(.configuration, "\(file): it is longer than 1 MiB. Split it.")
    }
    let root: Node?
    var parser: Parser?
    // Anchors live only as long as their parser does.
    defer { withExtendedLifetime(parser) {} }
    do {
      parser = try Parser(yaml: text, resolver: .basic)
      root = try parser?.singleRoot()
    } catch let error as YamlError {
      throw JobError(.configuration, words(error, file))
    } catch {
      throw JobError(.configuration, "\(file): it is no YAML.")
    }
    guard let root else {
      throw JobError(.configuration, "\(file): it says nothing. Write \"rules:\" and a list.")
    }
    var count = 0
    try check(root, file, allowsAnchors, depth: 0, &count)
    return root
  }

  private static func check(
    _ node: Node,
    _ file: String,
    _ allowsAnchors: Bool,
    depth: Int,
    _ count: inout Int
  ) throws(JobError) {
    count += 1
    let line = node.mark?.line ?? 1
    guard depth < 64, count < 200_000 else {
      throw JobError(.configuration, "\(file):\(line): it is nested too deep, or too long.")
    }
    let isAlias = if case .alias = node { true } else { false }
    guard allowsAnchors || !isAlias && node.anchor == nil else {
      throw JobError(
        .configuration,
        "\(file):\(line): anchors and aliases (&name, *name) are not taken. Write the value out, or "
          + "put a text that begins with & or * in quotes."
      )
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        try check(key, file, allowsAnchors, depth: depth + 1, &count)
        try check(value, file, allowsAnchors, depth: depth + 1, &count)
      }
    case .sequence(let sequence):
      for item in sequence { try check(item, file, allowsAnchors, depth: depth + 1, &count) }
    default: break
    }
  }

  private static func words(_ error: YamlError, _ file: String) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "\(file):\(mark.line): \(problem). Put a text with such characters in quotes."
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      return "\(file):\(context.mark.line): the key \"\(key)\" is written twice. Remove one."
    default: return "\(file): it is no YAML."
    }
  }

  /// What a decoder says, with the line.
  static func problem(_ error: DecodingError, _ root: Node, _ file: String) -> JobError {
    let (context, text): (DecodingError.Context, String) =
      switch error {
      case .dataCorrupted(let context): (context, context.debugDescription)
      case .keyNotFound(let key, let context):
        (context, "the key \"\(key.stringValue)\" is missing")
      case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
        (context, "\(wanted(type)) has to be here")
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "\(error)")
      }
    let path = ConfigurationPath.text(context.codingPath)
    let line = line(of: path, in: root)
    let place = path.isEmpty ? "" : "\(path): "
    let end = text.last.map { ".?!".contains($0) } == true ? "" : "."
    return JobError(.configuration, "\(file):\(line): \(place)\(text)\(end)")
  }

  /// What a key takes, in words.
  private static func wanted(_ type: Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is any BinaryInteger.Type: "a number"
    case is String.Type: "a text"
    case is Node.Mapping.Type: "keys with their values"
    default: "a list"
    }
  }

  /// The line of a path such as `rules[0].match`, or of as much of it as there is.
  private static func line(of path: String, in root: Node) -> Int {
    var node = root
    var line = root.mark?.line ?? 1
    for part in path.split(whereSeparator: { ".[]".contains($0) }) {
      if let index = Int(part), let items = node.sequence, index < items.count {
        node = items[index]
        line = node.mark?.line ?? line
      } else if let pair = node.mapping?.first(where: { $0.key.string == String(part) }) {
        line = pair.key.mark?.line ?? line
        node = pair.value
      }
    }
    return line
  }
}

/// Paths of keys as messages write them.
enum ConfigurationPath {
  static func text(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
