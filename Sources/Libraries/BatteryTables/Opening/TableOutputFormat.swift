/// How the rows of a table are written.
public enum TableOutputFormat: String, Codable, Hashable, Sendable, CaseIterable {
  /// Aligned columns, for a person.
  case text
  /// An array of objects.
  case json
  /// An object a line.
  case jsonLines = "jsonl"
  /// Comma-separated values as RFC 4180 has them.
  case csv
  /// Tab-separated values.
  case tsv
  /// A table of GitHub-flavoured Markdown.
  case markdown
  /// An HTML `table` element.
  case html

  /// Whether values are written as what they are rather than as they were written.
  public var isTyped: Bool { self == .json || self == .jsonLines }

  /// What the name of a file says; `nil` when it says nothing.
  public init?(name: String) {
    let name = name.lowercased()
    let stem = [".gz", ".zst"].first(where: name.hasSuffix).map { name.dropLast($0.count) }
    switch (stem ?? name[...]).split(separator: ".").last {
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonLines
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "txt": self = .text
    default: return nil
    }
  }
}
