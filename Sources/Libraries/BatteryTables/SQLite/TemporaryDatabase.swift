import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file beside a new database in which it is made, `.NAME.PROCESS-RANDOM.new`.
///
/// Nobody can plant a file or link of this name before, and what a killed process leaves is deleted
/// by the next import to the same place.
enum TemporaryDatabase {
  /// For how many seconds a file is left alone whose process cannot be seen: it may be one of
  /// another machine, which has not locked its file yet.
  private static let patience = 60

  private static let attempts = 8

  /// Makes an empty file.
  ///
  /// - Throws: ``TableError`` when the directory is not there or may not be written to.
  static func make(beside path: FilePath, _ name: String) throws(TableError) -> FilePath {
    for _ in 0..<attempts {
      let random = String(UInt64.random(in: 0...(.max)), radix: 36)
      let file = path.removingLastComponent().appending(".\(name).\(getpid())-\(random).new")
      do {
        let descriptor = try FileDescriptor.open(
          file,
          .readWrite,
          options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
          permissions: [.ownerReadWrite, .groupRead, .otherRead]
        )
        try descriptor.close()
        return file
      } catch Errno.fileExists {
        continue
      } catch {
        break
      }
    }
    throw failure(path)
  }

  /// What to say when no file can be made.
  static func failure(_ path: FilePath) -> TableError {
    let folder = path.removingLastComponent()
    return TableError(
      .cannotCreate,
      "\(folder.isEmpty ? "." : folder): no database can be made there. Check the directory."
    )
  }

  /// Deletes what processes have left that were killed.
  static func sweep(beside path: FilePath, _ name: String) {
    let folder = path.removingLastComponent()
    let directory = (folder.isEmpty ? FilePath(".") : folder).withPlatformString { opendir($0) }
    guard let directory else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      guard let process = process(of: found, name), isLeft(folder.appending(found), process) else {
        continue
      }
      _ = folder.appending(found).withPlatformString { unlink($0) }
    }
  }

  /// The process in the name of a file; `nil` when the file is not for this database.
  private static func process(of file: String, _ name: String) -> pid_t? {
    guard file.hasPrefix(".\(name)."), file.hasSuffix(".new") else { return nil }
    let parts = file.dropFirst(name.count + 2).dropLast(4)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, UInt64(parts[1], radix: 36) != nil else { return nil }
    return pid_t(parts[0])
  }

  /// Whether a file is ours, nobody works with it, and its process is no more.
  private static func isLeft(_ path: FilePath, _ process: pid_t) -> Bool {
    guard process > 0, kill(process, 0) != 0, errno == ESRCH else { return false }
    let options: FileDescriptor.OpenOptions = [.closeOnExec, .noFollow, .nonBlocking]
    guard let file = try? FileDescriptor.open(path, .readWrite, options: options) else {
      return false
    }
    defer { try? file.close() }
    var status = stat()
    guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid()
    else { return false }
    #if canImport(Darwin)
    let changed = status.st_mtimespec.tv_sec
    #else
    let changed = status.st_mtim.tv_sec
    #endif
    // SQLite holds a lock while the file is filled.
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    guard fcntl(file.rawValue, F_GETLK, &lock) == 0, lock.l_type == Int16(F_UNLCK) else {
      return false
    }
    return time(nil) - changed > patience
  }
}
