/// What of an archive is taken and how, when it is extracted.
///
/// What stands here by default is for archives that nobody vouches for, and is about what Python's
/// `tarfile` calls the data filter: no devices, no bits that lend the owner's rights, nobody else
/// may write, and no link that leads out.
public struct ExtractionPolicy: Sendable {
  /// What happens to a file that is there already.
  public enum Existing: String, Sendable {
    /// It makes way; a directory never does.
    case replaced
    /// It stays, and the member is left out.
    case kept
    /// The extraction ends with an error.
    case refused
  }

  /// Which symbolic links are made.
  public enum SymbolicLinks: String, Sendable {
    /// Those that lead to something beneath the directory, in whatever order they are followed:
    /// relative, and with `..` only at the start and no more often than there are directories.
    case beneath
    /// None.
    case none
    /// All, as for an archive of one's own; they are never followed here in any case.
    case all
  }

  /// What happens with names that begin with a slash.
  public enum AbsoluteNames: String, Sendable {
    /// They are refused.
    case refused
    /// They are taken without the slash.
    case stripped
  }

  /// Which modes files get.
  public enum Modes: String, Sendable {
    /// The owner may read and write, others may not write, and nobody borrows rights.
    case safe
    /// Those of the archive.
    case archive
  }

  /// What happens when a member is refused.
  public enum Refusal: String, Sendable {
    /// The extraction ends with an error that names it.
    case stops
    /// It is left out and stands in the report.
    case leavesOut
  }

  /// What happens to a file that is there already.
  public var existing: Existing = .replaced
  /// Which symbolic links are made.
  public var symbolicLinks: SymbolicLinks = .beneath
  /// What happens with names that begin with a slash.
  public var absoluteNames: AbsoluteNames = .refused
  /// Which modes files get.
  public var modes: Modes = .safe
  /// What happens when a member is refused.
  public var refusal: Refusal = .stops
  /// Whether files are given to the owners that the archive names; only root can do that.
  public var keepsOwners = false
  /// Whether files get the times of the archive.
  public var keepsTimes = true
  /// Whether files get the extended attributes of the archive, of the class `user` only.
  public var keepsAttributes = false
  /// Whether pipes with names are made; devices never are.
  public var makesPipes = false
  /// How many names at the start of each path are dropped; members with no more are left out.
  public var droppedComponents = 0

  /// The policy for archives that nobody vouches for.
  public init() {}
}
