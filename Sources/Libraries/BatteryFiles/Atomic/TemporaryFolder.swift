public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory that is removed, with all that is in it, when nobody holds it any more.
///
/// Only its owner can enter it.
public final class TemporaryFolder: Sendable {
  /// The directory.
  public let path: FilePath

  private let parent: OpenDirectory
  private let name: EntryName

  /// Makes an empty directory.
  ///
  /// - Parameters:
  ///   - directory: Where; the system's directory for such things unless told otherwise.
  ///   - prefix: What its name begins with.
  ///   - suffix: What its name ends with.
  /// - Throws: ``FileError`` when that fails.
  public init(
    in directory: FilePath = .temporaryDirectory,
    prefix: String = "tmp",
    suffix: String = ""
  ) throws(FileError) {
    parent = try OpenDirectory(directory)
    for _ in 0..<100 {
      let name = try EntryName.random(prefix, suffix, directory)
      if mkdirat(parent.descriptor, name.characters, 0o700) == 0 {
        self.name = name
        path = directory.appending(name)
        return
      }
      guard errno == EEXIST else { break }
    }
    throw FileError.system(directory, "make a temporary directory in")
  }

  /// The directory as a root that no path leads out of.
  ///
  /// - Throws: ``FileError`` when it was removed.
  public func root() throws(FileError) -> RootedDirectory {
    guard let directory = parent.directory(name) else {
      throw FileError.system(path, "open the directory")
    }
    return RootedDirectory(directory, path: path, links: .refused, resolution: .system)
  }

  deinit {
    var transfer = FileTransfer()
    transfer.failures = .collect
    transfer.threads = 1
    if parent.status(name) != nil { _ = try? transfer.remove(name, in: parent, path: path) }
  }
}
