import BatteryFiles
public import BatteryJobs
import BatteryTables

/// Tidies a folder by rules: moves, names, tags, packs and throws away, and can take all of it back.
///
/// ```yaml
/// organize: { root: ~/Inbox, rules: [ { match: "*.pdf", move: "Documents/{modified:yyyy}/" } ] }
/// ```
///
/// A run makes a plan, writes it into a journal, and does exactly that; see ``OrganizeRuns`` for what
/// can be done with a run later.
public struct OrganizeJob: Job {
  /// The folder.
  public var root: String

  /// Rules that are there without being written; they come after those that are.
  public var by: RuleSet?

  /// The rules; the first that is for a file decides.
  public var rules: [OrganizeRule]

  /// Where relative paths of rules lead; the folder unless given.
  public var into: String?

  /// Directories outside of the folder to which rules may move files.
  public var outside: [String]

  /// Whether the directories in the folder are looked into.
  public var recursive: Bool

  /// Whether names that begin with a dot count.
  public var hidden: Bool

  /// Patterns of what is passed over.
  public var exclude: [String]

  /// What happens when a name is taken, unless a rule says otherwise.
  public var conflict: ConflictPolicy

  /// Whether directories that become empty are removed.
  public var removeEmpty: Bool

  /// What becomes of files with the same content.
  public var duplicates: DuplicateRule?

  /// How long a file must have been left alone.
  public var quietFor: TimeSpan?

  /// Where journals are kept; with the state of programs of the user unless given.
  public var state: String?

  /// Describes how a folder is tidied.
  public init(
    root: String,
    by: RuleSet? = nil,
    rules: [OrganizeRule] = [],
    into: String? = nil,
    outside: [String] = [],
    recursive: Bool = false,
    hidden: Bool = false,
    exclude: [String] = [],
    conflict: ConflictPolicy = .rename,
    removeEmpty: Bool = false,
    duplicates: DuplicateRule? = nil,
    quietFor: TimeSpan? = nil,
    state: String? = nil
  ) {
    self.root = root
    self.by = by
    self.rules = rules
    self.into = into
    self.outside = outside
    self.recursive = recursive
    self.hidden = hidden
    self.exclude = exclude
    self.conflict = conflict
    self.removeEmpty = removeEmpty
    self.duplicates = duplicates
    self.quietFor = quietFor
    self.state = state
  }

  /// The key `organize`.
  public static var kind: JobKind { "organize" }

  /// Which folder is tidied, and by what.
  public var title: String {
    let count = rules.count
    var how: [String] = []
    if count > 0 { how.append("by \(count) \(count == 1 ? "rule" : "rules")") }
    if let by { how.append("by \(by.rawValue)") }
    if duplicates != nil { how.append("duplicates") }
    return "organize \(root)\(how.isEmpty ? "" : " ")\(how.joined(separator: ", "))"
  }

  /// All rules in the order in which they are asked.
  var allRules: [OrganizeRule] { rules + (by?.rules ?? []) }
}
