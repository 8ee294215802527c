/// One change that a plan makes, exactly.
public struct OrganizeStep: Codable, Hashable, Sendable {
  /// What is done.
  public enum Action: String, Codable, Hashable, Sendable, CaseIterable {
    /// A directory is made.
    case makeDirectory
    /// A file gets another path.
    case move
    /// A file is copied.
    case copy
    /// A file is put into the trash.
    case trash
    /// A file is removed for good.
    case delete
    /// The tags of a file change.
    case tag
    /// Files are packed into an archive.
    case pack
    /// A program is run.
    case run
    /// A duplicate becomes another name of the file that is kept.
    case link
    /// A directory that has become empty is removed.
    case removeDirectory
  }

  /// A file that takes part in a step besides the one that is changed.
  public struct Member: Codable, Hashable, Sendable {
    /// The file.
    public var path: PlanPath
    /// What it has to be.
    public var stamp: FileStamp
  }

  /// What is done.
  public var action: Action

  /// The file, or the directory.
  public var source: PlanPath

  /// Where it goes: for a move, a copy or an archive.
  public var target: PlanPath?

  /// What the file has to be for the step to be done.
  public var stamp: FileStamp?

  /// The tags that the file gets, or the words of the command.
  public var words: [String]?

  /// The tags that the file had.
  public var before: [String]?

  /// The files that are packed, or the one that is kept of duplicates.
  public var members: [Member]?

  /// The number of the step that has to be done before, from 0: what was to be copied before it is
  /// deleted stays when it could not be copied.
  public var after: Int?

  /// The number of the rule that wants it, from 0; `nil` for what is done for other steps.
  public var rule: Int?

  init(
    _ action: Action,
    _ source: PlanPath,
    to target: PlanPath? = nil,
    stamp: FileStamp? = nil,
    words: [String]? = nil,
    before: [String]? = nil,
    members: [Member]? = nil,
    after: Int? = nil,
    rule: Int? = nil
  ) {
    self.action = action
    self.source = source
    self.target = target
    self.stamp = stamp
    self.words = words
    self.before = before
    self.members = members
    self.after = after
    self.rule = rule
  }

  /// Whether something is gone afterwards that nothing brings back.
  var isDestructive: Bool { action == .delete || action == .run }
}
