import BatteryHub
import BatteryJobs
import Foundation

/// Runs as a table.
enum RunTable {
  /// Returns a table for people, or one for programs with full times and every column.
  static func table(_ runs: [RunRecord], _ zone: TimeZoneRules, forText: Bool) -> ReportTable {
    forText ? short(runs, zone) : full(runs, zone)
  }

  private static func short(_ runs: [RunRecord], _ zone: TimeZoneRules) -> ReportTable {
    let now = Console.current.clock.now
    return ReportTable(
      columns: [
        .init("run", .trailing), .init("job"), .init("state"), .init("by"), .init("when"),
        .init("took", .trailing), .init("try", .trailing), .init("result"),
      ],
      rows: runs.map { run in
        let time = run.startedAt ?? run.scheduledFor ?? run.createdAt
        return [
          "\(run.id)", run.job, run.state.rawValue, run.trigger.rawValue,
          ShortTime.withDistance(time, in: zone, now: now),
          run.duration(now: now).map(SpokenTime.elapsed) ?? "",
          run.attempt > 1 ? "\(run.attempt)" : "", run.reason ?? run.summary ?? "",
        ]
      }
    )
  }

  private static func full(_ runs: [RunRecord], _ zone: TimeZoneRules) -> ReportTable {
    func time(_ date: Date?) -> String { date.map { ISO8601.format($0, in: zone) } ?? "" }
    return ReportTable(
      columns: [
        .init("id", .trailing), .init("job"), .init("state"), .init("trigger"),
        .init("scheduledFor"), .init("startedAt"), .init("finishedAt"),
        .init("attempt", .trailing), .init("exitStatus", .trailing), .init("reason"),
      ],
      rows: runs.map { run in
        [
          "\(run.id)", run.job, run.state.rawValue, run.trigger.rawValue, time(run.scheduledFor),
          time(run.startedAt), time(run.finishedAt), "\(run.attempt)",
          run.exitStatus.map { "\($0)" } ?? "", run.reason ?? "",
        ]
      }
    )
  }
}
