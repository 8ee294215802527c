public import SystemPackage

/// Copies, moves, mirrors and removes files and whole trees.
///
/// Everything is done relative to open directories and without following links, so that whoever
/// exchanges a directory for a link meanwhile leads nothing elsewhere, and so that trees may be as
/// deep as the file system lets them. What is not complete never has its final name.
public struct FileTransfer: Sendable {
  /// What a copy keeps beside the content.
  public struct Kept: OptionSet, Sendable {
    /// The bits.
    public var rawValue: Int

    /// Makes a set of its bits.
    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// The mode.
    public static let permissions = Kept(rawValue: 1)

    /// The user and the group, as far as the system allows that: root may give files away.
    public static let owner = Kept(rawValue: 2)

    /// The times of the last access and the last change, in nanoseconds.
    public static let times = Kept(rawValue: 4)

    /// The extended attributes, access control lists among them, of files and directories.
    public static let extendedAttributes = Kept(rawValue: 8)

    /// That several names are one file.
    public static let hardLinks = Kept(rawValue: 16)

    /// The holes in sparse files.
    public static let holes = Kept(rawValue: 32)

    /// All of them, as `cp -a` keeps them.
    public static let all: Kept = [
      .permissions, .owner, .times, .extendedAttributes, .hardLinks, .holes,
    ]
  }

  /// What happens when something has the name of a target already.
  public enum Conflict: Sendable {
    /// The transfer fails and names it.
    case fail
    /// The source is left alone.
    case skip
    /// The target gets a number: `report (2).pdf`.
    case rename
    /// The newer of two files wins; anything else is as with ``fail``.
    case newer
    /// The target is replaced as one step. A directory is only replaced when it is empty.
    case overwrite
    /// The target is handed to ``FileTransfer/discard`` first.
    case discard
  }

  /// What happens when a file of a tree cannot be copied or removed.
  public enum Failures: Sendable {
    /// The transfer stops, and a copy takes back what it made.
    case stop
    /// The others are gone on with, and the report lists what failed.
    case collect
  }

  /// What a copy keeps.
  public var kept: Kept = .all

  /// What happens when a target is there already.
  public var conflict: Conflict = .fail

  /// What happens when one file fails.
  public var failures: Failures = .stop

  /// Whether a directory whose target is a directory is merged into it, file by file.
  public var mergesDirectories = false

  /// Whether directories on other file systems than their root's are left out.
  public var isOneFilesystem = false

  /// Whether what is copied is brought to the disk before it gets its name.
  public var isDurable = false

  /// How many threads work at once.
  public var threads = 2

  /// Puts away what ``Conflict/discard`` replaces; moves it into a trash, say.
  public var discard: (@Sendable (FilePath) throws -> Void)?

  /// Is told now and then how far a transfer is; several threads take turns.
  public var progress: (@Sendable (TransferReport) -> Void)?

  /// Stops a transfer when it is cancelled.
  public var cancellation: BlockingWork.Cancellation?

  /// Describes transfers that keep everything and replace nothing.
  public init() {}
}
