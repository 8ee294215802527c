public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is written bit by bit beside its target and takes its place at the end.
///
/// Until ``commit()`` the target is as it was; when the writer goes without it, nothing is left.
public final class AtomicFileWriter {
  /// The file to replace or make.
  public let path: FilePath

  private let directory: OpenDirectory
  private let name: EntryName
  private let temporary: EntryName
  private let permissions: FilePermissions
  private let keeping: AtomicFile.Keeping
  private var file: FileDescriptor?

  /// Opens a file beside the target, whose directory must exist.
  ///
  /// - Parameters:
  ///   - path: The file to replace or make.
  ///   - permissions: The mode when there is no such file yet.
  ///   - keeping: What the new file takes over from the one that it replaces.
  ///   - links: Whether a link at the path is replaced, or what it leads to.
  /// - Throws: ``FileError`` when that cannot be done.
  public convenience init(
    _ path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead],
    keeping: AtomicFile.Keeping = .mode,
    links: AtomicFile.Links = .replaced
  ) throws(FileError) {
    let target = links == .followed ? try Self.end(of: path) : path
    guard let name = target.lastComponent, name.kind == .regular else {
      throw FileError(path: path, operation: "replace", cause: .isDirectory)
    }
    let directory: OpenDirectory
    do {
      directory = try OpenDirectory(target.removingLastComponent())
    } catch {
      throw FileError(path: path, operation: "write beside it", cause: error.cause)
    }
    try self.init(
      directory,
      EntryName(name),
      path: path,
      permissions: permissions,
      keeping: keeping
    )
  }

  init(
    _ directory: OpenDirectory,
    _ name: EntryName,
    path: FilePath,
    permissions: FilePermissions,
    keeping: AtomicFile.Keeping
  ) throws(FileError) {
    self.directory = directory
    self.name = name
    self.path = path
    self.permissions = permissions
    self.keeping = keeping
    temporary = name.temporary
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = openat(directory.descriptor, temporary.characters, flags, 0o600)
    guard number >= 0 else { throw FileError.system(path, "write beside it") }
    file = FileDescriptor(rawValue: number)
  }

  deinit {
    discard()
  }

  /// Adds bytes.
  ///
  /// - Throws: ``FileError`` when the disk is full, or broken.
  public func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    do {
      try file?.writeAll(bytes)
    } catch {
      throw FileError(path: path, operation: "write", cause: error as? Errno)
    }
  }

  /// Brings the file to the disk and puts it in the place of the target.
  ///
  /// - Throws: ``FileError``; the target is as it was then, and nothing is left beside it.
  public func commit() throws(FileError) {
    guard let file else { return }
    do {
      try takeOver(file.rawValue)
      guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      let here = directory.descriptor
      guard renameat(here, temporary.characters, here, name.characters) == 0 else {
        throw Errno(rawValue: errno)
      }
      self.file = nil
      try file.close()
    } catch {
      discard()
      throw FileError(path: path, operation: "replace", cause: error as? Errno)
    }
    guard directory.synchronize() else {
      throw FileError.system(path, "bring its directory to the disk")
    }
  }

  /// Throws away what was written; does nothing after ``commit()``.
  public func discard() {
    guard let file else { return }
    try? file.close()
    unlinkat(directory.descriptor, temporary.characters, 0)
    self.file = nil
  }

  /// Gives the new file what it is to have of the old one.
  private func takeOver(_ number: Int32) throws {
    var mode = permissions.rawValue
    if let old = directory.status(name), old.isFile {
      if keeping.contains(.extendedAttributes) {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let source = openat(directory.descriptor, name.characters, flags)
        guard source >= 0 else { throw Errno(rawValue: errno) }
        defer { close(source) }
        guard FileMetadata.copyExtendedAttributes(from: source, to: number) else {
          throw Errno(rawValue: errno)
        }
      }
      if keeping.contains(.owner) {
        let isSame = NodeStatus(number).map {
          $0.raw.st_uid == old.raw.st_uid && $0.raw.st_gid == old.raw.st_gid
        }
        if isSame != true, fchown(number, old.raw.st_uid, old.raw.st_gid) != 0 {
          throw Errno(rawValue: errno)
        }
      }
      if keeping.contains(.mode) { mode = old.permissions }
    }
    guard fchmod(number, mode) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Where the links that begin at a path end.
  private static func end(of path: FilePath) throws(FileError) -> FilePath {
    var path = path
    for _ in 0..<40 {
      guard let name = path.lastComponent, name.kind == .regular else { return path }
      let directory = try OpenDirectory(path.removingLastComponent())
      let entry = EntryName(name)
      guard let status = directory.status(entry), status.isLink else { return path }
      guard let text = directory.destination(entry) else {
        throw FileError.system(path, "read the link")
      }
      let target = (text + [0]).withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
      }
      path = path.removingLastComponent().pushing(target)
    }
    throw FileError(path: path, operation: "follow the link", cause: .tooManySymbolicLinkLevels)
  }
}
