import Foundation

/// How far the fault tests go: a short form in the suite, the whole by environment variables.
enum FaultSettings {
  /// How often the hub is killed.
  static let kills = number("BATTERIES_FAULT_KILLS") ?? 10

  /// From which the random moments are made.
  static let seed = UInt64(number("BATTERIES_FAULT_SEED") ?? 2026)

  /// How much the chatterbox prints, in megabytes.
  static let megabytes = number("BATTERIES_FAULT_MEGABYTES") ?? 100

  /// How many walks of the clock are tried.
  static let walks = number("BATTERIES_FAULT_WALKS") ?? 5

  /// Whether this program may mount a file system that only it sees.
  static let mayMount = getuid() == 0 && canUnshare()

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private static func canUnshare() -> Bool {
    let probe = try? ChildProgram(
      ["/usr/bin/env", "unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
      output: nil
    )
    return probe?.waitBlocking() == 0
  }
}
