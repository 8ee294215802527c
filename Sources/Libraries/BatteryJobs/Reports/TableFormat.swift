/// How a table is written.
public enum TableFormat: String, CaseIterable, Codable, Hashable, Sendable {
  /// Aligned columns, for a person at a terminal.
  case text
  /// A JSON array with an object for each row.
  case json
  /// Comma-separated values as RFC 4180 has them.
  case csv
  /// A table of GitHub-flavoured Markdown.
  case markdown
  /// An HTML `table` element.
  case html
}
