import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Measure {
  /// Runs of `/bin/true` through a whole hub: queue, directory, attempt, step and history.
  @Sendable static func hubProcesses(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let concurrency = try arguments.number(1)
    let ballast = Ballast(mebibytes: try arguments.number(2))
    let folder = try Folder()
    defer { folder.remove() }
    let bench = try BenchmarkHub(
      """
      hub: { timezone: UTC, concurrency: \(concurrency) }
      jobs:
        true: { run: [/bin/true], overlap: parallel, keep: { runs: 1000000 } }
      """,
      in: folder.path
    )
    let running = Task { try await bench.hub.run() }
    while await bench.hub.jobs().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    for _ in 0..<count {
      _ = try await bench.hub.trigger("true", by: .manual, cause: "benchmark")
    }
    while try await bench.store.counts()[.succeeded] != count {
      try await Task.sleep(for: .milliseconds(5))
    }
    let seconds = (clock.uptime - start).inSeconds
    Figure.print("rate", Double(count) / seconds, "runs/s")
    Figure.print("own", (Machine.processorSeconds - processor) / Double(count) * 1e6, "µs/run")
    await bench.hub.beginStopping()
    try await running.value
    try bench.store.close()
    ballast.keep()
  }

  /// The same program, started with bare `posix_spawn` and waited for, on so many threads.
  @Sendable static func spawn(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let threads = try arguments.number(1)
    let ballast = Ballast(mebibytes: try arguments.number(2))
    let clock = SystemTimeSource()
    let start = clock.uptime
    let failures = await withTaskGroup(of: Int.self) { group in
      for index in 0..<threads {
        let share = count * (index + 1) / threads - count * index / threads
        group.addTask {
          await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: spawnTrue(share)) }
          }
        }
      }
      return await group.reduce(0, +)
    }
    guard failures == 0 else { throw BenchmarkError("\(failures) programs failed") }
    Figure.print("rate", Double(count) / (clock.uptime - start).inSeconds, "runs/s")
    ballast.keep()
  }

  private static func spawnTrue(_ count: Int) -> Int {
    var failures = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    for _ in 0..<count {
      var pid = pid_t()
      var status = Int32()
      guard posix_spawn(&pid, "/bin/true", nil, nil, &arguments, &environment) == 0,
        waitpid(pid, &status, 0) == pid, status == 0
      else {
        failures += 1
        continue
      }
    }
    free(arguments[0])
    free(environment[0])
    return failures
  }
}

/// Resident memory that makes starting programs dear where it is done by copying this one.
private struct Ballast {
  private let bytes: [UInt8]

  init(mebibytes: Int) {
    bytes = [UInt8](repeating: 1, count: mebibytes << 20)
  }

  /// Holds the memory until here.
  func keep() {
    withExtendedLifetime(bytes) {}
  }
}
