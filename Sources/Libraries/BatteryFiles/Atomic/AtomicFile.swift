public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Replaces files as a whole: a reader, also one after a crash, sees the old file or the new one.
public enum AtomicFile {
  /// What a new file takes over from the one that it replaces.
  public struct Keeping: OptionSet, Sendable {
    /// The bits.
    public var rawValue: Int

    /// Makes a set of its bits.
    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// The mode.
    public static let mode = Keeping(rawValue: 1)

    /// The user and the group, which only root may give away.
    public static let owner = Keeping(rawValue: 2)

    /// The extended attributes, access control lists among them.
    public static let extendedAttributes = Keeping(rawValue: 4)

    /// All of them.
    public static let all: Keeping = [.mode, .owner, .extendedAttributes]
  }

  /// What happens to a symbolic link that has the name of the file.
  public enum Links: Sendable {
    /// The file takes its place, and what it led to is left alone.
    case replaced
    /// It stays, and what it leads to is replaced.
    case followed
  }

  /// Writes a file beside its target, brings it to the disk and renames it.
  ///
  /// - Parameters:
  ///   - bytes: What the file is to hold.
  ///   - path: The file to replace or make; its directory must exist.
  ///   - permissions: The mode when there is no such file yet.
  ///   - keeping: What the new file takes over from the one that it replaces.
  ///   - links: Whether a link at the path is replaced, or what it leads to.
  /// - Throws: ``FileError``; the target is as it was then, and nothing is left beside it.
  public static func write(
    _ bytes: some Sequence<UInt8>,
    to path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead],
    keeping: Keeping = .mode,
    links: Links = .replaced
  ) throws(FileError) {
    let writer = try AtomicFileWriter(
      path,
      permissions: permissions,
      keeping: keeping,
      links: links
    )
    try writer.write(bytes)
    try writer.commit()
  }

  /// Brings the names in a directory to the disk, so that a rename outlives a crash.
  ///
  /// - Throws: ``FileError`` when that fails.
  public static func synchronize(_ directory: FilePath) throws(FileError) {
    guard try OpenDirectory(directory).synchronize() else {
      throw FileError.system(directory, "bring the directory to the disk")
    }
  }
}
