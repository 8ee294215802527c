import BatteryJobs
import Foundation
import SystemPackage
import TestKit

@testable import LogsTool

/// A directory in which jobs on logs run.
struct LogsJobYard {
  let directory: TemporaryDirectory
  let events = EventRecorder()
  /// 2026-11-22T12:00:00Z.
  let clock = ManualTimeSource(now: Date(timeIntervalSince1970: 1_795_348_800))

  init() throws { directory = try TemporaryDirectory() }

  var context: JobContext {
    JobContext(job: "logs", directory: directory.path, clock: clock) { [events] in events.take($0) }
  }

  func job(_ json: String) throws -> LogsJob {
    try JSONDecoder().decode(LogsJob.self, from: Data(json.utf8))
  }

  func run(_ json: String) async throws -> LogsJobReport {
    let job = try job(json)
    try job.validate()
    return try await job.run(in: context)
  }

  func text(_ name: String) throws -> String {
    let path = directory.path.appending(name).string
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.path.appending(name).string)
  }
}
