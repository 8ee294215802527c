import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the workers of one walk share.
final class WalkEngine: Sendable {
  static let flags: Int32 = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK
  static let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  let walk: DirectoryWalk
  let queue: WalkQueue
  let root: WalkDirectory
  let rootStatus: FileStatus

  /// Opens the root.
  init(_ walk: DirectoryWalk, workers: Int) throws(FileError) {
    self.walk = walk
    let number = walk.root.withPlatformString { open($0, Self.flags) }
    guard number >= 0 else {
      throw FileError(
        path: walk.root,
        operation: "open the directory",
        cause: Errno(rawValue: errno)
      )
    }
    let handle = DirectoryHandle(FileDescriptor(rawValue: number))
    guard let status = FileStatus(handle.descriptor) else {
      throw FileError(path: walk.root, operation: "look at", cause: Errno(rawValue: errno))
    }
    rootStatus = status
    root = WalkDirectory(parent: nil, name: [], handle: handle, status: status, isFollowed: false)
    queue = WalkQueue(workers: workers, openLimit: walk.openLimit / workers)
  }

  /// Works until there is nothing left; the first worker begins with the root.
  func work(worker index: Int, _ visit: (WalkEvent) throws -> Void) throws {
    var worker = WalkWorker(self, index)
    if index == 0 {
      defer { queue.finishTask() }
      try worker.begin(visit)
    }
    while let task = queue.next(worker: index) {
      defer { queue.finishTask() }
      try worker.enter(task, visit)
    }
  }
}
