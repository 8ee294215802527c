import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The open directory below which a run deletes, and nowhere else.
///
/// Every path is opened one part after the other from there, refusing links, so that a directory
/// that somebody swaps for a link meanwhile leads nowhere.
final class PruneRoot: Sendable {
  /// What became of one step.
  enum Outcome: Sendable {
    case deleted
    /// Somebody changed or removed it since the plan was made.
    case changed
    case failed(FileError)
  }

  let path: FilePath
  private let descriptor: FileDescriptor

  private static let flags: Int32 = O_RDONLY | O_DIRECTORY | O_CLOEXEC

  /// Opens the directory.
  ///
  /// - Throws: ``JobError`` when there is none, or when it is one that must not be pruned.
  init(_ path: FilePath) throws(JobError) {
    self.path = path
    let number = path.withPlatformString { open($0, Self.flags) }
    guard number >= 0 else {
      let error = FileError(path: path, operation: "open", cause: Errno(rawValue: errno))
      throw JobError(error.cause == .permissionDenied ? .denied : .notFound, error.description)
    }
    descriptor = FileDescriptor(rawValue: number)
    let user = ConfiguredPath.resolve("~", home: "/")
    for other in ["/", user] where Self.isSame(number, other) {
      throw JobError(
        .configuration,
        "\(path) is \(other), which is never pruned. Name a directory below it."
      )
    }
  }

  deinit {
    try? descriptor.close()
  }

  private static func isSame(_ descriptor: Int32, _ path: FilePath) -> Bool {
    var one = stat()
    var other = stat()
    return fstat(descriptor, &one) == 0 && path.withPlatformString { stat($0, &other) } == 0
      && one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// Deletes a file or an empty directory if it is still the one that was planned.
  func delete(_ entry: FileEntry) -> Outcome {
    guard let name = entry.name else { return .changed }
    let parent: FileDescriptor
    do {
      parent = try openDirectory(entry.directory)
    } catch {
      return Self.outcome(of: error, entry, path)
    }
    defer { try? parent.close() }
    var status = stat()
    let found = name.withPlatformString {
      fstatat(parent.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    guard found == 0 else { return Self.outcome(of: Errno(rawValue: errno), entry, path) }
    guard UInt64(status.st_ino) == entry.inode, UInt64(status.st_dev) == entry.device,
      entry.kind == .directory || Self.modified(status) == entry.modified
    else { return .changed }
    let flags = entry.kind == .directory ? AT_REMOVEDIR : 0
    let result = name.withPlatformString { unlinkat(parent.rawValue, $0, flags) }
    return result == 0 ? .deleted : Self.outcome(of: Errno(rawValue: errno), entry, path)
  }

  private func openDirectory(_ directory: FilePath) throws(Errno) -> FileDescriptor {
    var number = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    for component in directory.components where number >= 0 {
      let parent = number
      number = component.withPlatformString { openat(parent, $0, Self.flags | O_NOFOLLOW) }
      let cause = errno
      try? FileDescriptor(rawValue: parent).close()
      errno = cause
    }
    guard number >= 0 else { throw Errno(rawValue: errno) }
    return FileDescriptor(rawValue: number)
  }

  private static func outcome(of cause: Errno, _ entry: FileEntry, _ root: FilePath) -> Outcome {
    switch cause {
    // The path is gone, or leads elsewhere, or the directory is not empty any more.
    case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels, .directoryNotEmpty,
      .fileExists:
      .changed
    default:
      .failed(FileError(path: root.pushing(entry.path), operation: "delete", cause: cause))
    }
  }

  private static func modified(_ status: stat) -> Int64 {
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return FileEntry.nanoseconds(Int64(time.tv_sec), Int64(time.tv_nsec))
  }
}
