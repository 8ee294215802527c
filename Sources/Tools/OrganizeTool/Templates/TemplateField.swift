/// What a template puts in the place of `{…}`.
enum TemplateField: Hashable, Sendable {
  /// The name as it is.
  case name
  /// The name without its last suffix.
  case stem
  /// The last suffix with its dot, or nothing.
  case suffix
  /// The last suffix in lower case, without its dot.
  case `extension`
  /// What the file is.
  case kind
  /// The directory that it is in.
  case parent
  /// The path of that directory below the folder.
  case directory
  /// How long it is, in words.
  case size
  case created
  case modified
  case taken
  /// The time of the run.
  case now
  case counter
  case hash
  /// A group of the rule's regular expression.
  case group(String)
  /// A word that is written in the template, for files that have none of the fields before it.
  case word(String)

  static let names = [
    "name", "stem", "suffix", "extension", "kind", "parent", "directory", "size", "created",
    "modified", "taken", "now", "counter", "hash",
  ]

  /// Reads the name of a field.
  init?(_ name: String) {
    switch name {
    case "name": self = .name
    case "stem": self = .stem
    case "suffix": self = .suffix
    case "extension": self = .extension
    case "kind": self = .kind
    case "parent": self = .parent
    case "directory": self = .directory
    case "size": self = .size
    case "created": self = .created
    case "modified": self = .modified
    case "taken": self = .taken
    case "now": self = .now
    case "counter": self = .counter
    case "hash": self = .hash
    default: return nil
    }
  }

  var isTime: Bool {
    switch self {
    case .created, .modified, .taken, .now: true
    default: false
    }
  }

  /// Whether it tells files apart, so that a path that ends with it is that of a file.
  var isName: Bool {
    switch self {
    case .name, .stem, .counter, .hash: true
    default: false
    }
  }
}
