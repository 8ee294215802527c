import BatteryJobs
import Foundation

extension Measure {
  /// Fire times one after the other, of the same expressions as in `cron_next.py`.
  @Sendable static func cron(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let zone = try TimeZoneRules(identifier: "Europe/Berlin")
    let expressions = [
      "* * * * *", "*/5 9-17 * * 1-5", "30 2 * * *", "0 0 1,15 * *", "15 3 29 2 *", "0 12 * 6-8 0",
    ]
    let first = Date(timeIntervalSince1970: 1_767_225_600)
    let clock = SystemTimeSource()
    let start = clock.uptime
    var found = 0
    for text in expressions {
      var schedule = try Schedule.cron(text)
      var time = first
      for index in 0..<count / expressions.count {
        // The peers cannot start again without being made anew.
        if index % 25 == 0 {
          schedule = try Schedule.cron(text)
          time = first
        }
        guard let next = schedule.next(after: time, in: zone) else {
          throw BenchmarkError("\(text) has no fire time after \(time)")
        }
        time = next
        found += 1
      }
    }
    Figure.print("rate", Double(found) / (clock.uptime - start).inSeconds, "times/s")
  }
}
