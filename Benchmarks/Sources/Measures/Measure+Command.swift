import BatteryJobs
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Measure {
  /// A whole program, from its start to its end, with what it prints thrown away: `command INPUT
  /// PROGRAM ARGUMENT…`; `batteries` is the program that was built beside this one.
  @Sendable static func command(_ arguments: Arguments) async throws {
    let input = try arguments.text(0)
    let program = try arguments.text(1)
    let words = [program] + arguments.rest(from: 2)
    let path = program == "batteries" ? try besideThis(program) : program
    let size = try FileManager.default.attributesOfItem(atPath: input)[.size] as? Int ?? 0
    let clock = SystemTimeSource()
    let start = clock.uptime
    let status = try run(path, words)
    let seconds = (clock.uptime - start).inSeconds
    guard status == 0 else {
      throw BenchmarkError("\(words.joined(separator: " ")) ended with the status \(status)")
    }
    Figure.print("time", seconds, "s")
    Figure.print("rate", Double(size) / seconds / 1e6, "MB/s")
    Figure.print("processor", Machine.processorSecondsOfChildren, "s")
    Figure.print("peak", Machine.peakMebibytesOfChildren, "MiB")
  }

  private static func besideThis(_ name: String) throws -> String {
    guard let own = Bundle.main.executableURL else {
      throw BenchmarkError("the path of this program is unknown")
    }
    let path = own.deletingLastPathComponent().appendingPathComponent(name).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BenchmarkError("\(path) is not there. Run: swift build -c release --product \(name)")
    }
    return path
  }

  private static func run(_ path: String, _ words: [String]) throws -> Int32 {
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var pid = pid_t()
    let failure = posix_spawnp(&pid, path, &actions, nil, &arguments, environ)
    guard failure == 0 else {
      throw BenchmarkError("\(path) cannot be started: \(String(cString: strerror(failure)))")
    }
    var status = Int32()
    guard waitpid(pid, &status, 0) == pid else {
      throw BenchmarkError("\(path) cannot be waited for")
    }
    return status
  }
}
