import Foundation

/// A program of the tests, started as a process of its own, which can be killed at any moment.
public final class WorkerProcess {
  /// Its number.
  public let process: Int32
  private let output: Int32
  private var status: Int32?

  /// Starts a program that was built beside the tests.
  ///
  /// - Parameters:
  ///   - program: Its name.
  ///   - words: Its arguments.
  ///   - tracer: The words of a command that runs it, if there is one.
  /// - Throws: When it cannot be started.
  public init(_ program: String, _ words: [String], under tracer: [String] = []) throws {
    let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent(program).path
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { throw CocoaError(.fileReadUnknown) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
    posix_spawn_file_actions_addclose(&actions, pipes[0])
    posix_spawn_file_actions_addclose(&actions, pipes[1])
    let all = tracer + [path] + words
    var arguments: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let names = ["PATH=/usr/bin:/bin", "HOME=\(NSTemporaryDirectory())none", "TZ=UTC"]
    var environment: [UnsafeMutablePointer<CChar>?] = names.map { strdup($0) } + [nil]
    defer { for word in environment { free(word) } }
    var number: pid_t = 0
    let result = posix_spawn(&number, all[0], &actions, nil, &arguments, &environment)
    close(pipes[1])
    output = pipes[0]
    process = number
    guard result == 0 else {
      throw NSError(domain: NSPOSIXErrorDomain, code: Int(result))
    }
  }

  /// Ends it at once.
  public func kill() {
    Foundation.kill(process, SIGKILL)
    _ = wait()
  }

  /// Returns a line of what it prints.
  public func line() -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits for its end.
  ///
  /// - Returns: What it printed, and its exit status.
  @discardableResult
  public func wait() -> (text: String, status: Int32) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while status == nil {
      let count = read(output, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer.prefix(count)
        continue
      }
      if count < 0, errno == EINTR { continue }
      var raw: Int32 = 0
      while waitpid(process, &raw, 0) < 0, errno == EINTR {}
      status = raw & 0x7F == 0 ? raw >> 8 & 0xFF : -(raw & 0x7F)
    }
    return (String(decoding: bytes, as: UTF8.self), status ?? -1)
  }

  deinit {
    if status == nil { kill() }
    close(output)
  }
}
