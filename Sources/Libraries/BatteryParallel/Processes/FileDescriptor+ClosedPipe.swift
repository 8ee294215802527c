import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FileDescriptor {
  /// `pipe2`, which Swift's module of the C library hides, and Darwin does not have.
  private static let pipe2 = dlsym(nil, "pipe2").map {
    // The symbol's type is what POSIX says.
    unsafeBitCast(
      $0,
      to: (@convention(c) (UnsafeMutablePointer<Int32>?, Int32) -> Int32).self
    )
  }

  /// Makes a pipe that no program inherits which another thread starts, from the first moment on
  /// where the system can do that.
  static func closedPipe() throws -> [FileDescriptor] {
    if let pipe2 {
      var ends: [Int32] = [-1, -1]
      guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
      return ends.map { FileDescriptor(rawValue: $0) }
    }
    let (read, write) = try FileDescriptor.pipe()
    do {
      for end in [read, write] { try end.closeInPrograms() }
    } catch {
      for end in [read, write] { try? end.close() }
      throw error
    }
    return [read, write]
  }

  /// Keeps programs that are started from inheriting it.
  func closeInPrograms() throws {
    guard fcntl(rawValue, F_SETFD, FD_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
  }
}
