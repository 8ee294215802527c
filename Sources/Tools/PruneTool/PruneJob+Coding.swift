public import BatteryJobs

extension PruneJob {
  private enum Key: String, CodingKey {
    case path
    case match
    case exclude
    case olderThan
    case keep
    case keepIn
    case recursive
    case directories
    case limit
  }

  /// Reads the configuration; a single pattern needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      path: try container.decode(String.self, forKey: .path),
      match: try Self.patterns(container, .match) ?? ["*"],
      exclude: try Self.patterns(container, .exclude) ?? [],
      olderThan: try container.decodeIfPresent(TimeSpan.self, forKey: .olderThan),
      keep: try container.decodeIfPresent(Int.self, forKey: .keep),
      keepIn: try container.decodeIfPresent(Scope.self, forKey: .keepIn) ?? .tree,
      recursive: try container.decodeIfPresent(Bool.self, forKey: .recursive) ?? false,
      directories: try container.decodeIfPresent(Bool.self, forKey: .directories) ?? false,
      limit: try container.decodeIfPresent(Int.self, forKey: .limit)
    )
  }

  private static func patterns(
    _ container: KeyedDecodingContainer<Key>,
    _ key: Key
  ) throws -> [String]? {
    guard container.contains(key) else { return nil }
    if let single = try? container.decode(String.self, forKey: key) { return [single] }
    return try container.decodeIfPresent([String].self, forKey: key)
  }

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let patterns = JobSchema.ValueType.anyOf([.string, .list(.string)])
    return JobSchema(
      summary: "Deletes old files and keeps the newest.",
      fields: [
        .init("path", .path, "The directory.", isRequired: true),
        .init(
          "match",
          patterns,
          "Patterns of the files that may go; one with a / is for the path below the directory.",
          defaultValue: "\"*\""
        ),
        .init("exclude", patterns, "Patterns of the files that stay whatever their age."),
        .init("olderThan", .timeSpan, "How long ago a file must have been changed to go."),
        .init(
          "keep",
          .integer(0...1_000_000_000),
          "How many of the newest files that match stay whatever their age."
        ),
        .init(
          "keepIn",
          .choice(Scope.allCases.map(\.rawValue)),
          "Whether keep counts in the whole tree or in each directory.",
          defaultValue: "tree"
        ),
        .init(
          "recursive",
          .boolean,
          "Whether directories below are looked into.",
          defaultValue: "false"
        ),
        .init(
          "directories",
          .boolean,
          "Whether directories that become empty are removed.",
          defaultValue: "false"
        ),
        .init(
          "limit",
          .integer(1...1_000_000_000),
          "How many files a run deletes at most, the oldest first."
        ),
      ]
    )
  }
}
