import Foundation
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A program that a test starts, may kill, and waits for.
final class ChildProgram: Sendable {
  struct CannotStart: Error {
    let program: String
    let cause: Errno
  }

  let pid: Int32
  private let status = Mutex<Int32?>(nil)

  /// Starts a program in a process group of its own; what it prints goes to the end of a file.
  init(_ arguments: [String], environment: [String: String]? = nil, output: FilePath?) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions,
      1,
      output?.string ?? "/dev/null",
      O_WRONLY | O_CREAT | O_APPEND,
      0o600
    )
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let own = ProcessInfo.processInfo.environment
    let variables = (environment ?? own).map { "\($0.key)=\($0.value)" }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var pairs: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for word in words + pairs { free(word) } }
    var pid: Int32 = 0
    let result = posix_spawn(&pid, arguments[0], &actions, &attributes, &words, &pairs)
    guard result == 0 else {
      throw CannotStart(program: arguments[0], cause: Errno(rawValue: result))
    }
    self.pid = pid
  }

  /// Sends a signal, while the number cannot belong to another process.
  func send(_ signal: Int32) {
    status.withLock { status in
      if status == nil { _ = kill(pid, signal) }
    }
  }

  /// How it ended: the status, or 128 and the signal; `nil` while it runs.
  var exitStatus: Int32? { poll(options: WNOHANG) }

  /// Waits for the end.
  func waitBlocking() -> Int32? { poll(options: 0) }

  /// Waits for the end, but no longer than some seconds.
  func waitForEnd(seconds: Double) async throws -> Int32? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      if let status = exitStatus { return status }
      try await Task.sleep(for: .milliseconds(5))
    }
    return exitStatus
  }

  private func poll(options: Int32) -> Int32? {
    status.withLock { status in
      if let status { return status }
      var raw: Int32 = 0
      guard waitpid(pid, &raw, options) == pid else { return nil }
      let signal = raw & 0x7f
      status = signal == 0 ? (raw >> 8) & 0xff : 128 + signal
      return status
    }
  }

  deinit {
    guard exitStatus == nil else { return }
    send(SIGKILL)
    _ = waitBlocking()
  }
}
