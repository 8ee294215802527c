import Synchronization
import SystemPackage

/// Standard input and pipes, which are read again from what was kept of them.
///
/// Unchecked, since a lock cannot hand out what is not `Sendable`: the lock guards the list, and files
/// of one stream are read one after the other.
final class OpenStreams: @unchecked Sendable {
  private let lock = Mutex(())
  private var files: [FilePath: TableFile] = [:]

  /// The file at its first byte, if it was opened before.
  func file(_ path: FilePath) throws -> TableFile? {
    try lock.withLock { _ in
      guard let file = files[path] else { return nil }
      var source = file.source
      guard try source.restart() else {
        throw TableError(
          .unavailable,
          "\(file.name): cannot be read a second time. Write it to a file first."
        )
      }
      return file
    }
  }

  func keep(_ file: TableFile, _ path: FilePath) {
    lock.withLock { _ in files[path] = file }
  }
}
