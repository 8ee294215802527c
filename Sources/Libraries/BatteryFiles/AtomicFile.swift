public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Replaces files as a whole: a reader, also one after a crash, sees the old file or the new one.
public enum AtomicFile {
  /// Writes a file beside its target, brings it to the disk and renames it.
  ///
  /// A link at the path is replaced, not followed. The mode of an existing file is kept.
  ///
  /// - Parameters:
  ///   - bytes: What the file is to hold.
  ///   - path: The file to replace or make; its directory must exist.
  ///   - permissions: The mode when there is no such file yet.
  /// - Throws: ``FileError``; the target is as it was then, and nothing is left beside it.
  public static func write(
    _ bytes: some Sequence<UInt8>,
    to path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(FileError) {
    let writer = try AtomicFileWriter(path, permissions: permissions)
    try writer.write(bytes)
    try writer.commit()
  }

  /// Brings the names in a directory to the disk, so that a rename outlives a crash.
  ///
  /// - Throws: ``FileError`` when that fails.
  public static func synchronize(_ directory: FilePath) throws(FileError) {
    do {
      let descriptor = try FileDescriptor.open(
        directory,
        .readOnly,
        options: [.directory, .closeOnExec]
      )
      defer { try? descriptor.close() }
      // Some file systems cannot do this for a directory, and say so with EINVAL.
      if fsync(descriptor.rawValue) != 0, errno != EINVAL { throw Errno(rawValue: errno) }
    } catch {
      throw FileError(
        path: directory,
        operation: "bring the directory to the disk",
        cause: error as? Errno
      )
    }
  }
}
