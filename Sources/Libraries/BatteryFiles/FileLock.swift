import Synchronization
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A lock that one program on the machine holds, and that the system takes from it when it ends.
///
/// The lock is on the file, not the file itself: it stays when the lock is gone, and holds the
/// number of the last process that had it. Not for network file systems.
public final class FileLock: Sendable {
  /// Somebody else holds a lock.
  public struct Held: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file of the lock.
    public var path: FilePath

    /// The process that holds it, where the file says so.
    public var process: Int32?

    /// Describes who holds a lock.
    public init(path: FilePath, process: Int32?) {
      self.path = path
      self.process = process
    }

    /// Who holds the lock, in one line.
    public var description: String {
      let holder = process.map { "process \($0)" } ?? "another process"
      return "\(path): \(holder) holds the lock. Stop it, or wait for its end."
    }
  }

  /// The file of the lock.
  public let path: FilePath

  private let descriptor: Mutex<FileDescriptor?>

  /// Takes the lock, or throws at once when somebody else has it.
  ///
  /// - Throws: ``Held`` when somebody else has it, ``FileError`` when the file cannot be opened.
  public init(_ path: FilePath) throws {
    self.path = path
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .closeOnExec, .noFollow],
        permissions: [.ownerReadWrite]
      )
    } catch {
      throw FileError(path: path, operation: "open the lock", cause: error as? Errno)
    }
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      let cause = Errno(rawValue: errno)
      if cause == .interrupted { continue }
      let holder = Self.holder(file)
      try? file.close()
      if cause == .wouldBlock { throw Held(path: path, process: holder) }
      throw FileError(path: path, operation: "lock", cause: cause)
    }
    descriptor = Mutex(file)
    _ = ftruncate(file.rawValue, 0)
    _ = try? file.writeAll(toAbsoluteOffset: 0, "\(getpid())\n".utf8)
  }

  /// Gives the lock up; does nothing the second time.
  public func unlock() {
    descriptor.withLock { file in
      try? file?.close()
      file = nil
    }
  }

  deinit {
    unlock()
  }

  private static func holder(_ file: FileDescriptor) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = bytes.withUnsafeMutableBytes { try? file.read(fromAbsoluteOffset: 0, into: $0) }
    let text = String(decoding: bytes.prefix(count ?? 0), as: UTF8.self)
    return text.split(separator: "\n").first.flatMap { Int32($0) }
  }
}
