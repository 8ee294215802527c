public import SystemPackage

/// Something that happened in a directory that is watched.
public struct FileChange: Hashable, Sendable {
  /// What happened.
  public enum Kind: Hashable, Sendable {
    /// It is there, and was not before.
    case created
    /// Its content or its attributes are other ones, or another file has its name.
    case modified
    /// It is gone; of a directory this is said of each thing that was in it.
    case removed
    /// It has another name; of a directory what is in it went along, and is not named again.
    case moved(from: FilePath)
    /// The file has been quiet for a while, and whoever wrote it has closed it.
    case settled
  }

  /// The path relative to the directory that is watched.
  public var path: FilePath

  /// What happened.
  public var kind: Kind

  /// The sort of thing it is, or was.
  public var file: FileAttributes.Kind

  /// Makes a change.
  public init(path: FilePath, kind: Kind, file: FileAttributes.Kind) {
    self.path = path
    self.kind = kind
    self.file = file
  }
}
