import Synchronization
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A lock between the programs of a machine, which the system takes from one that ends.
///
/// The lock is on the file, not the file itself: it stays when the lock is gone, and says who had
/// it last. Not for network file systems.
public final class FileLock: Sendable {
  /// Whether others may have the lock at the same time.
  public enum Mode: Sendable {
    /// Nobody else may have it.
    case exclusive
    /// Others may have it, shared as well.
    case shared
  }

  /// Somebody else holds a lock.
  public struct Held: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file of the lock.
    public var path: FilePath

    /// The process that holds it, where the file says so.
    public var process: Int32? { owner?.process }

    /// Who holds it, where the file says so; of several that share it the one that came last.
    public var owner: FileLockOwner?

    /// Describes who holds a lock.
    public init(path: FilePath, owner: FileLockOwner?) {
      self.path = path
      self.owner = owner
    }

    /// Who holds the lock, in one line.
    public var description: String {
      let time = owner?.sinceText.map { " since \($0)" } ?? ""
      return "\(path): \(owner?.description ?? "another process") holds the lock\(time). "
        + "Stop it, or wait for its end."
    }
  }

  /// The file of the lock.
  public let path: FilePath

  /// Whether others may have it as well.
  public let mode: Mode

  private let descriptor: Mutex<FileDescriptor?>

  /// Takes the lock, or throws when somebody else has it.
  ///
  /// The wait keeps the thread; use ``taking(_:mode:timeout:)`` in a task.
  ///
  /// - Parameters:
  ///   - path: The file of the lock, which is made when it is not there.
  ///   - mode: Whether others may have it as well.
  ///   - timeout: How long to wait for it at most.
  /// - Throws: ``Held`` when somebody else has it, ``FileError`` when the file cannot be opened.
  public convenience init(
    _ path: FilePath,
    mode: Mode = .exclusive,
    timeout: Duration = .zero
  ) throws {
    let file = try Self.open(path)
    var wait = LockWait(timeout)
    while try !Self.lock(file, mode, path) {
      guard let pause = wait.next() else { throw Self.held(file, path) }
      var time = timespec(tv_sec: 0, tv_nsec: Int(pause))
      nanosleep(&time, nil)
    }
    self.init(path, mode, file)
  }

  /// Takes the lock, and waits for it without keeping a thread.
  ///
  /// - Parameters:
  ///   - path: The file of the lock, which is made when it is not there.
  ///   - mode: Whether others may have it as well.
  ///   - timeout: How long to wait for it at most.
  /// - Returns: The lock.
  /// - Throws: ``Held``, ``FileError``, or `CancellationError`.
  public static func taking(
    _ path: FilePath,
    mode: Mode = .exclusive,
    timeout: Duration
  ) async throws -> FileLock {
    let file = try open(path)
    var wait = LockWait(timeout)
    do {
      while try !lock(file, mode, path) {
        guard let pause = wait.next() else { throw held(file, path) }
        try await Task.sleep(for: .nanoseconds(pause))
      }
    } catch is CancellationError {
      try? file.close()
      throw CancellationError()
    }
    return FileLock(path, mode, file)
  }

  private init(_ path: FilePath, _ mode: Mode, _ file: FileDescriptor) {
    self.path = path
    self.mode = mode
    descriptor = Mutex(file)
    _ = ftruncate(file.rawValue, 0)
    _ = try? file.writeAll(toAbsoluteOffset: 0, FileLockOwner.current.text.utf8)
  }

  /// Who holds the lock at a path, without taking it.
  ///
  /// - Returns: `nil` when nobody does, or the file is not there.
  public static func owner(of path: FilePath) -> FileLockOwner? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow])
    else { return nil }
    defer { try? file.close() }
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 else {
      flock(file.rawValue, LOCK_UN)
      return nil
    }
    return owner(file)
  }

  /// Gives the lock up; does nothing the second time.
  public func unlock() {
    descriptor.withLock { file in
      guard let open = file else { return }
      // A program that is being started has a copy of the descriptor for a moment: closing this one
      // alone would leave it the lock.
      flock(open.rawValue, LOCK_UN)
      try? open.close()
      file = nil
    }
  }

  deinit {
    unlock()
  }

  // MARK: - The file

  private static func open(_ path: FilePath) throws(FileError) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .closeOnExec, .noFollow],
        permissions: [.ownerReadWrite]
      )
    } catch {
      throw FileError(path: path, operation: "open the lock", cause: error as? Errno)
    }
  }

  /// Returns whether the lock was taken; closes the file when it throws.
  private static func lock(
    _ file: FileDescriptor,
    _ mode: Mode,
    _ path: FilePath
  ) throws(FileError) -> Bool {
    let operation = (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
    while flock(file.rawValue, operation) != 0 {
      let cause = Errno(rawValue: errno)
      if cause == .interrupted { continue }
      if cause == .wouldBlock { return false }
      try? file.close()
      throw FileError(path: path, operation: "lock", cause: cause)
    }
    return true
  }

  private static func held(_ file: FileDescriptor, _ path: FilePath) -> Held {
    let holder = owner(file)
    try? file.close()
    return Held(path: path, owner: holder)
  }

  private static func owner(_ file: FileDescriptor) -> FileLockOwner? {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = bytes.withUnsafeMutableBytes { try? file.read(fromAbsoluteOffset: 0, into: $0) }
    return FileLockOwner(String(decoding: bytes.prefix(count ?? 0), as: UTF8.self))
  }
}
