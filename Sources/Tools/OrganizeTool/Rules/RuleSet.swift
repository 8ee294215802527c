/// Rules that are there without being written.
public enum RuleSet: String, Codable, Hashable, Sendable, CaseIterable {
  /// A folder for each kind of file: Images, Documents and so on.
  case type
  /// A folder for each year, and in it for each month, in which a photo was taken or a file changed.
  case date
  /// A folder for each ending.
  case `extension`
  /// Folders for small, medium, large and huge files.
  case size

  /// Names of files that a browser or another program is still busy with.
  static let unfinished = [
    "*.part", "*.crdownload", "*.download", "*.partial", "*.opdownload", "*.!ut", "*.aria2",
    "~$*", ".~lock.*", "*.swp",
  ]

  var rules: [OrganizeRule] {
    let template =
      switch self {
      case .type: "{kind:folder}/"
      case .date: "{taken|modified:yyyy}/{taken|modified:MM}/"
      case .extension: "{extension|other}/"
      case .size: "{size}/"
      }
    var condition = OrganizeCondition()
    condition.exclude = Self.unfinished
    return [OrganizeRule(name: "by \(rawValue)", condition: condition, actions: [.move(template)])]
  }

  /// Reads a set of rules; another word is an error that says what may have been meant.
  public init(from decoder: any Decoder) throws {
    self = try StrictKeys.word(decoder)
  }
}
