import BatteryFiles
import BatteryJobs
import Crypto
import SystemPackage

/// The SHA-256 of a file's content: with the size, what makes a file the same wherever it is.
enum ContentIdentity {
  private static let chunk = 1 << 20

  /// Reads an ordinary file to its end.
  ///
  /// - Returns: The hash; `nil` when the file is not the one that the catalog knows.
  /// - Throws: ``FileError`` when it cannot be read, `CancellationError`.
  static func hash(
    _ path: FilePath,
    _ facts: EntryFacts,
    _ cancellation: BlockingWork.Cancellation
  ) throws -> [UInt8]? {
    let file: FileDescriptor
    do {
      // Not to wait for the other end, should it have become a pipe.
      file = try FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .nonBlocking, .closeOnExec]
      )
    } catch {
      throw FileError(path: path, operation: "read", cause: error as? Errno)
    }
    defer { try? file.close() }
    guard isSame(file, facts) else { return nil }
    var hasher = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      try cancellation.check()
      let count: Int
      do {
        count = try file.read(into: buffer)
      } catch {
        throw FileError(path: path, operation: "read", cause: error as? Errno)
      }
      guard count > 0 else { break }
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return isSame(file, facts) ? Array(hasher.finalize()) : nil
  }

  private static func isSame(_ file: FileDescriptor, _ facts: EntryFacts) -> Bool {
    guard let status = try? FileStatus(of: file), status.kind == .file else { return false }
    return status.size == facts.size && status.modified == facts.modified
      && Int64(bitPattern: status.inode) == facts.inode
  }
}
