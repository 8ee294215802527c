import BatteryHub
import BatteryJobs
import SystemPackage

extension Measure {
  /// A job that prints lines; all of them are split, redacted and stored.
  @Sendable static func logs(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let folder = try Folder()
    defer { folder.remove() }
    let bench = try BenchmarkHub(
      """
      hub: { timezone: UTC }
      jobs:
        print: { run: [seq, "\(count)"], outputLimit: 1GB }
      """,
      in: folder.path
    )
    let clock = SystemTimeSource()
    let start = clock.uptime
    let processor = Machine.processorSeconds
    let run = try await bench.hub.runOnce("print") { _ in }
    let seconds = (clock.uptime - start).inSeconds
    let last = try await bench.store.lastLines(run: run.id, limit: 1).last
    guard run.state == .succeeded, last?.line.text == "\(count)" else {
      throw BenchmarkError("the last line is missing: \(run)")
    }
    Figure.print("time", seconds, "s")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
    Figure.print("peak", Machine.peakMebibytes, "MiB")
    try bench.store.close()
  }
}
