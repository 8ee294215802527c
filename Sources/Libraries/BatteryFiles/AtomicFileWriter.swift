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

  private let directory: FilePath
  private let temporary: [CChar]
  private let permissions: FilePermissions
  private var file: FileDescriptor?

  /// Opens a file beside the target, whose directory must exist.
  ///
  /// A link at the path is replaced, not followed. The mode of an existing file is kept.
  ///
  /// - Throws: ``FileError`` when that cannot be done.
  public init(
    _ path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(FileError) {
    guard let name = path.lastComponent, name.kind == .regular else {
      throw FileError(path: path, operation: "replace", cause: .isDirectory)
    }
    let folder = path.removingLastComponent()
    directory = folder.isEmpty ? FilePath(".") : folder
    self.path = path
    self.permissions = permissions
    var template = Array(directory.appending(".\(name.string).XXXXXX").string.utf8CString)
    let number = mkstemp(&template)
    temporary = template
    guard number >= 0 else {
      let cause = Errno(rawValue: errno)
      throw FileError(path: path, operation: "write beside it", cause: cause)
    }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
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
      let mode = existingMode() ?? permissions.rawValue
      guard fchmod(file.rawValue, mode) == 0, fsync(file.rawValue) == 0 else {
        throw Errno(rawValue: errno)
      }
      self.file = nil
      do {
        try file.close()
        guard path.withPlatformString({ rename(temporary, $0) }) == 0 else {
          throw Errno(rawValue: errno)
        }
      } catch {
        unlink(temporary)
        throw error
      }
    } catch {
      discard()
      throw FileError(path: path, operation: "replace", cause: error as? Errno)
    }
    try AtomicFile.synchronize(directory)
  }

  /// Throws away what was written; does nothing after ``commit()``.
  public func discard() {
    guard let file else { return }
    try? file.close()
    unlink(temporary)
    self.file = nil
  }

  private func existingMode() -> mode_t? {
    var status = stat()
    let result = path.withPlatformString { lstat($0, &status) }
    guard result == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status.st_mode & 0o7777
  }
}
