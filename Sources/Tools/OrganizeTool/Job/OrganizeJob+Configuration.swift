public import BatteryJobs

extension OrganizeJob {
  private enum Key: String, CodingKey, CaseIterable {
    case root, by, rules, into, outside, recursive, hidden, exclude, conflict, removeEmpty
    case duplicates, quietFor, state
  }

  /// Reads the configuration; a key that is none is an error.
  public init(from decoder: any Decoder) throws {
    try StrictKeys.check(decoder, Key.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      root: try values.decodeIfPresent(String.self, forKey: .root) ?? "",
      by: try values.decodeIfPresent(RuleSet.self, forKey: .by),
      rules: try values.decodeIfPresent([OrganizeRule].self, forKey: .rules) ?? [],
      into: try values.decodeIfPresent(String.self, forKey: .into),
      outside: try values.oneOrMore(String.self, .outside),
      recursive: try values.decodeIfPresent(Bool.self, forKey: .recursive) ?? false,
      hidden: try values.decodeIfPresent(Bool.self, forKey: .hidden) ?? false,
      exclude: try values.oneOrMore(String.self, .exclude),
      conflict: try values.decodeIfPresent(ConflictPolicy.self, forKey: .conflict) ?? .rename,
      removeEmpty: try values.decodeIfPresent(Bool.self, forKey: .removeEmpty) ?? false,
      duplicates: try values.decodeIfPresent(DuplicateRule.self, forKey: .duplicates),
      quietFor: try values.decodeIfPresent(TimeSpan.self, forKey: .quietFor),
      state: try values.decodeIfPresent(String.self, forKey: .state)
    )
  }

  /// The fields of the configuration.
  public static var schema: JobSchema {
    let patterns = JobSchema.ValueType.anyOf([.string, .list(.string)])
    return JobSchema(
      summary: "Tidies a folder by rules, and can take it back.",
      fields: [
        .init("root", .path, "The folder.", isRequired: true),
        .init(
          "by",
          .choice(RuleSet.allCases.map(\.rawValue)),
          "Rules that are there without being written; they come last."
        ),
        .init(
          "rules",
          .list(.object(ruleFields)),
          "The rules; the first that is for a file decides."
        ),
        .init("into", .path, "Where relative paths of rules lead; the folder unless given."),
        .init(
          "outside",
          .anyOf([.path, .list(.path)]),
          "Directories outside of the folder to which rules may move files."
        ),
        .init(
          "recursive",
          .boolean,
          "Whether the directories in the folder are looked into.",
          defaultValue: "false"
        ),
        .init(
          "hidden",
          .boolean,
          "Whether names that begin with a dot count.",
          defaultValue: "false"
        ),
        .init("exclude", patterns, "Patterns of what is passed over."),
        .init(
          "conflict",
          .choice(ConflictPolicy.allCases.map(\.rawValue)),
          "What happens when a name is taken.",
          defaultValue: "rename"
        ),
        .init(
          "removeEmpty",
          .boolean,
          "Whether directories that become empty are removed.",
          defaultValue: "false"
        ),
        .init(
          "duplicates",
          .object([
            .init(
              "keep",
              .choice(DuplicateRule.Keep.allCases.map(\.rawValue)),
              "Which of the files of one content is kept.",
              defaultValue: "oldest"
            ),
            .init(
              "then",
              .choice(DuplicateRule.Then.allCases.map(\.rawValue)),
              "What becomes of the others.",
              defaultValue: "list"
            ),
          ]),
          "What becomes of files with the same content."
        ),
        .init("quietFor", .timeSpan, "How long a file must have been left alone."),
        .init(
          "state",
          .path,
          "Where journals are kept; with the state of the user's programs unless given."
        ),
      ]
    )
  }

  private static var ruleFields: [JobSchema.Field] {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    let archive = JobSchema.ValueType.anyOf([
      .string,
      .object([
        .init("to", .string, "A template for the archive's path.", isRequired: true),
        .init(
          "originals",
          .choice(OrganizeAction.Originals.allCases.map(\.rawValue)),
          "What becomes of the files.",
          defaultValue: "keep"
        ),
      ]),
    ])
    let actions: [JobSchema.Field] = [
      .init("move", .string, "A template for the place that a file is moved to."),
      .init("copy", .string, "A template for the place that a file is copied to."),
      .init("rename", .string, "A template for the file's name."),
      .init("tag", texts, "Tags that a file gets."),
      .init("untag", texts, "Tags that a file loses."),
      .init("archive", archive, "A template for an archive that the files are packed into."),
      .init("trash", .boolean, "Whether a file goes to the trash."),
      .init("delete", .boolean, "Whether a file is removed for good."),
      .init("run", texts, "A program; the file is its last argument, or where {} stands."),
    ]
    return [
      .init("name", .string, "What plans and messages call the rule."),
      .init("actions", .list(.object(actions)), "What is done, in this order."),
      .init(
        "conflict",
        .choice(ConflictPolicy.allCases.map(\.rawValue)),
        "What happens when a name is taken."
      ),
      .init("continue", .boolean, "Whether later rules see the file.", defaultValue: "false"),
    ] + actions + conditionFields(depth: 3)
  }

  /// The fields of a condition; editors and the check of the file know them three levels deep.
  private static func conditionFields(depth: Int) -> [JobSchema.Field] {
    let texts = JobSchema.ValueType.anyOf([.string, .list(.string)])
    let kinds = JobSchema.ValueType.choice(FileKind.allCases.map(\.rawValue))
    let day = "a day, month or year: 2026-11, \">= 2026-11-01\", 2026-01..2026-06."
    var fields: [JobSchema.Field] = [
      .init("match", texts, "Patterns of names, or with a / of paths; one has to match."),
      .init("exclude", texts, "Patterns of which none may match."),
      .init("expression", .string, "A regular expression that the name has to match."),
      .init("extension", texts, "Endings without their dot."),
      .init("kind", .anyOf([kinds, .list(kinds)]), "What a file is, by its content."),
      .init("size", .anyOf([.string, .byteCount]), "A length: \"> 10 MB\", 1kB..5kB."),
      .init("age", .string, "How long ago a file was changed: 30d, \"< 1h\"."),
      .init("created", .anyOf([.string, .integer(0...9999)]), "When it was made: \(day)"),
      .init("modified", .anyOf([.string, .integer(0...9999)]), "When it was changed: \(day)"),
      .init("taken", .anyOf([.string, .integer(0...9999)]), "When a photo was taken: \(day)"),
      .init("contains", texts, "Texts, of which one has to be in the file."),
      .init("tagged", texts, "Tags, of which the file has to have one."),
      .init("duplicate", .boolean, "Whether another file with the content is kept."),
      .init("empty", .boolean, "Whether the file has no content."),
      .init("hidden", .boolean, "Whether its name begins with a dot."),
    ]
    guard depth > 0 else { return fields }
    let inner = JobSchema.ValueType.object(conditionFields(depth: depth - 1))
    let more = JobSchema.ValueType.anyOf([inner, .list(inner)])
    fields += [
      .init("all", more, "Conditions that have to hold all."),
      .init("any", more, "Conditions of which one has to hold."),
      .init("none", more, "Conditions of which none may hold."),
    ]
    return fields
  }
}
