public import BatteryJobs

extension FilesJob {
  private enum Key: String, CodingKey {
    case folders
    case catalog
    case hidden
    case allFilesystems
    case exclude
    case gitignore
    case text
    case xattr
    case rules

    static let options: [Key] = [.hidden, .allFilesystems, .exclude, .gitignore, .text, .xattr]
  }

  /// Reads the configuration; a single folder or pattern needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func list(_ key: Key) throws -> [String] {
      guard container.contains(key) else { return [] }
      if let one = try? container.decode(String.self, forKey: key) { return [one] }
      return try container.decode([String].self, forKey: key)
    }
    func flag(_ key: Key) throws -> Bool {
      try container.decodeIfPresent(Bool.self, forKey: key) ?? false
    }
    var options: FolderOptions?
    if Key.options.contains(where: container.contains) {
      options = FolderOptions(
        hidden: try flag(.hidden),
        allFilesystems: try flag(.allFilesystems),
        exclude: try list(.exclude),
        gitignore: try flag(.gitignore),
        text: try flag(.text),
        xattr: try flag(.xattr)
      )
    }
    self.init(
      folders: try list(.folders),
      catalog: try container.decodeIfPresent(String.self, forKey: .catalog),
      options: options,
      rules: try container.decodeIfPresent([TagRule].self, forKey: .rules) ?? []
    )
  }

  /// Writes the configuration.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(folders, forKey: .folders)
    try container.encodeIfPresent(catalog, forKey: .catalog)
    if let options {
      try container.encode(options.hidden, forKey: .hidden)
      try container.encode(options.allFilesystems, forKey: .allFilesystems)
      try container.encode(options.exclude, forKey: .exclude)
      try container.encode(options.gitignore, forKey: .gitignore)
      try container.encode(options.text, forKey: .text)
      try container.encode(options.xattr, forKey: .xattr)
    }
    try container.encode(rules, forKey: .rules)
  }

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    let kinds = JobSchema.ValueType.choice(FileCategory.allCases.map(\.rawValue))
    let query: [JobSchema.Field] = [
      .init(
        "name",
        texts,
        "Words in the name; one with * or ? is a pattern, one with / is for the path."
      ),
      .init("kind", .anyOf([kinds, .list(kinds)]), "What sort of file it is."),
      .init("extension", texts, "Endings of names, without the dot."),
      .init("size", .string, "The size, such as \">1MB\" or \"1MB..10MB\"."),
      .init("modified", .string, "When it was changed, such as 30d (within), \">1w\" or 2026-05."),
      .init("tag", texts, "Tags that it has."),
      .init("withoutTag", texts, "Tags that it does not have."),
      .init("folder", .path, "A directory in which it is, at any depth."),
      .init("contains", .string, "Words in its text."),
    ]
    return JobSchema(
      summary: "Indexes folders into the catalog of files.",
      fields: [
        .init(
          "folders",
          .anyOf([.path, .list(.path)]),
          "The folders; those of the catalog unless there are some."
        ),
        .init("catalog", .path, "The file of the catalog; the user's own unless given."),
        .init("hidden", .boolean, "Whether hidden names are taken in.", defaultValue: "false"),
        .init(
          "allFilesystems",
          .boolean,
          "Whether directories on other file systems are entered.",
          defaultValue: "false"
        ),
        .init("exclude", texts, "Patterns of what is left out, as in a .gitignore."),
        .init(
          "gitignore",
          .boolean,
          "Whether what .gitignore files name is left out.",
          defaultValue: "false"
        ),
        .init("text", .boolean, "Whether the texts of files are read.", defaultValue: "false"),
        .init(
          "xattr",
          .boolean,
          "Whether tags in the attribute user.xdg.tags are read.",
          defaultValue: "false"
        ),
        .init(
          "rules",
          .list(
            .object([
              .init("tag", .string, "The tag.", isRequired: true),
              .init("find", .object(query), "Which files have it.", isRequired: true),
            ])
          ),
          "Rules that give tags after each indexing."
        ),
      ]
    )
  }
}
