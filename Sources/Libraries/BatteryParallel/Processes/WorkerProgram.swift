import Foundation
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The program that workers run.
struct WorkerProgram: Sendable {
  var executable: FilePath
  var arguments: [String]
  var environment: [String: String]?

  var configuration: Configuration {
    var options = PlatformOptions()
    // A group of its own, so that what a worker starts can be ended with it. Nothing else is set:
    // other options would have the package fork, which is slow in a large program.
    options.processGroupID = 0
    let keyed = environment?.reduce(into: [Environment.Key: String]()) {
      if let key = Environment.Key(rawValue: $1.key) { $0[key] = $1.value }
    }
    return Configuration(
      executable: .path(executable),
      arguments: Arguments(arguments),
      environment: keyed.map { .custom($0) } ?? .inherit,
      platformOptions: options
    )
  }
}

/// The ends of what connects a worker with this program.
struct WorkerPipes: Sendable {
  /// Our ends.
  var input: FileDescriptor
  var output: FileDescriptor
  var error: FileDescriptor
  /// What wakes the thread that waits for the others.
  var wakeRead: FileDescriptor
  var wakeWrite: FileDescriptor
  /// The worker's ends, which whoever starts it closes.
  var workerInput: FileDescriptor
  var workerOutput: FileDescriptor
  var workerError: FileDescriptor

  init() throws {
    var open: [FileDescriptor] = []
    do {
      // A pair of sockets and no pipe: writing to a worker that is gone is an error then and not a
      // signal, and the connection can be ended even if somebody else has a copy of it.
      (input, workerInput) = try Self.socketPair(&open)
      (output, workerOutput) = try Self.pipe(&open)
      (error, workerError) = try Self.pipe(&open)
      (wakeRead, wakeWrite) = try Self.pipe(&open)
      for end in [input, output, error, wakeRead, wakeWrite] {
        guard fcntl(end.rawValue, F_SETFL, O_NONBLOCK) == 0 else { throw Errno(rawValue: errno) }
      }
    } catch {
      for end in open { try? end.close() }
      throw error
    }
  }

  /// Closes our ends.
  func close() {
    for end in [input, output, error, wakeRead, wakeWrite] { try? end.close() }
  }

  private static func pipe(
    _ open: inout [FileDescriptor]
  ) throws -> (FileDescriptor, FileDescriptor) {
    let pair = try FileDescriptor.closedPipe()
    open += pair
    return (pair[0], pair[1])
  }

  private static func socketPair(
    _ open: inout [FileDescriptor]
  ) throws -> (FileDescriptor, FileDescriptor) {
    var ends: [Int32] = [-1, -1]
    #if os(Linux)
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #else
    let type = SOCK_STREAM
    #endif
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw Errno(rawValue: errno) }
    let pair = ends.map { FileDescriptor(rawValue: $0) }
    open += pair
    #if canImport(Darwin)
    for end in pair {
      try end.closeInPrograms()
      var isOn: Int32 = 1
      setsockopt(end.rawValue, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }
    #endif
    return (pair[0], pair[1])
  }
}
