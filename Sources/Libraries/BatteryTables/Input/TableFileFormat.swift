/// The formats of files that hold tables.
public enum TableFileFormat: String, Codable, Hashable, Sendable, CaseIterable {
  /// Values between delimiters: CSV, TSV and their kin.
  case csv
  /// A JSON object or array a line.
  case jsonLines = "jsonl"
  /// One JSON array of objects.
  case json
  /// An SQLite database.
  case sqlite

  /// What the name of a file says; `nil` when it says nothing.
  public init?(name: String) {
    let name = Compression.strippedName(name).lowercased()
    switch name.split(separator: ".", omittingEmptySubsequences: false).last {
    case "csv", "tsv", "tab", "psv": self = .csv
    case "jsonl", "ndjson": self = .jsonLines
    case "json": self = .json
    case "sqlite", "sqlite3", "db", "db3": self = .sqlite
    default: return nil
    }
  }

  /// What the first bytes of a file say.
  ///
  /// A text that begins like JSON is read as JSON Lines, which a JSON array is told from by its
  /// bracket.
  public init(content: some Collection<UInt8>) {
    if content.starts(with: Self.sqliteMagic) {
      self = .sqlite
      return
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = content.starts(with: mark) ? content.dropFirst(mark.count) : content[...]
    switch text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
    case UInt8(ascii: "{"): self = .jsonLines
    case UInt8(ascii: "["): self = .json
    default: self = .csv
    }
  }

  static let sqliteMagic = Array("SQLite format 3\u{0}".utf8)

  /// The delimiter that the name of a CSV file says; `nil` when it says nothing.
  public static func delimiter(name: String) -> UInt8? {
    let name = Compression.strippedName(name).lowercased()
    return switch name.split(separator: ".").last {
    case "tsv", "tab": UInt8(ascii: "\t")
    case "psv": UInt8(ascii: "|")
    default: nil
    }
  }
}
