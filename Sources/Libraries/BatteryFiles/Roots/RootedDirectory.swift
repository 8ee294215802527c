public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A directory that is opened once, and beneath which every path from outside is looked up.
///
/// No path leads out of it: not by `..`, not by a leading slash, not by a link, and not while
/// somebody exchanges directories for links. It stays the same directory when it is renamed.
///
/// On Linux the system itself watches over the way (`openat2`); elsewhere, and for paths that are
/// longer than the system takes, it is gone one name at a time.
public final class RootedDirectory: Sendable {
  /// What happens to a symbolic link on the way to a file, or at its end.
  public enum Links: Sendable {
    /// It is refused.
    case refused
    /// It is followed as long as it leads to something beneath the root.
    case followedBeneath
  }

  /// How a path is looked up; one can be forced, so that both are tested alike.
  enum Resolution: Sendable, CaseIterable {
    case system
    case walk
  }

  /// The path by which the directory was opened, for messages.
  public let path: FilePath

  /// What happens to links.
  public let links: Links

  let directory: OpenDirectory
  let resolution: Resolution

  /// Opens a directory; links in this path, which is not from outside, are followed.
  ///
  /// - Throws: ``FileError`` when there is no such directory.
  public convenience init(_ path: FilePath, links: Links = .refused) throws(FileError) {
    try self.init(path, links: links, resolution: .system)
  }

  convenience init(
    _ path: FilePath,
    links: Links,
    resolution: Resolution
  ) throws(FileError) {
    let directory = try OpenDirectory(path)
    self.init(directory, path: path, links: links, resolution: resolution)
  }

  init(_ directory: OpenDirectory, path: FilePath, links: Links, resolution: Resolution) {
    self.path = path
    self.links = links
    self.directory = directory
    self.resolution = resolution
  }

  /// Checks the bytes of a path from outside, of which a `FilePath` alone would drop what stands
  /// behind a zero byte.
  ///
  /// - Returns: The path, relative and without `..`.
  /// - Throws: ``FileError`` when it holds a zero byte, is absolute, empty, or has `..` in it.
  public func relativePath(_ bytes: some Collection<UInt8>) throws(FileError) -> FilePath {
    let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
    let characters = bytes[..<end].map { CChar(bitPattern: $0) } + [0]
    let path = characters.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
    guard end == bytes.endIndex else {
      throw FileError(
        path: path,
        operation: "use the path",
        cause: nil,
        remedy: "It holds a zero byte. Give one without."
      )
    }
    let names = try self.names(path, "use the path")
    guard !names.isEmpty else {
      throw FileError(path: path, operation: "use the path", cause: .noSuchFileOrDirectory)
    }
    return FilePath(root: nil, names.compactMap(\.component))
  }

  /// Opens a directory beneath this one as a root of its own.
  ///
  /// - Throws: ``FileError`` when it is none, or the path leads out.
  public func directory(_ path: FilePath) throws(FileError) -> RootedDirectory {
    let names = try names(path, "open the directory")
    let found = try walk(names, path, "open the directory")
    return RootedDirectory(
      found,
      path: self.path.pushing(path),
      links: links,
      resolution: resolution
    )
  }

  /// Opens a file; whoever calls this closes it.
  ///
  /// - Parameters:
  ///   - path: The file, relative to this directory.
  ///   - mode: Whether to read, write or both.
  ///   - options: As for `FileDescriptor.open`; `.closeOnExec` is always added.
  ///   - permissions: The mode when a file is made.
  /// - Returns: The open file.
  /// - Throws: ``FileError`` when that fails, or the path leads out.
  public func open(
    _ path: FilePath,
    _ mode: FileDescriptor.AccessMode = .readOnly,
    options: FileDescriptor.OpenOptions = [],
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(FileError) -> FileDescriptor {
    let flags = mode.rawValue | options.rawValue | O_CLOEXEC
    let number = try openNode(path, flags, permissions.rawValue, "open")
    return FileDescriptor(rawValue: number)
  }

  /// Makes a file that was not there; whoever calls this closes it.
  ///
  /// - Throws: ``FileError`` when it is there, a link as well, or the path leads out.
  public func create(
    _ path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(FileError) -> FileDescriptor {
    try open(path, .readWrite, options: [.create, .exclusiveCreate], permissions: permissions)
  }

  /// Looks at a file, or at a link itself.
  ///
  /// - Throws: ``FileError`` when there is none, or the path leads out.
  public func attributes(of path: FilePath) throws(FileError) -> FileAttributes {
    let operation = "look at"
    let names = try names(path, operation)
    guard let last = names.last else {
      guard let status = NodeStatus(directory.descriptor) else { throw error(path, operation) }
      return status.attributes
    }
    let parent = try walk(names.dropLast(), path, operation)
    guard let status = parent.status(last) else { throw error(path, operation) }
    return status.attributes
  }
}
