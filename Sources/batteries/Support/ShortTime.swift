import BatteryJobs
import Foundation

/// Times as tables show them: short, in a zone's clock.
enum ShortTime {
  /// Returns `14:05:09` for today and `2026-12-01 14:05` for other days.
  static func format(_ date: Date, in zone: TimeZoneRules, now: Date) -> String {
    let text = ISO8601.format(date, in: zone)
    let day = text.prefix { $0 != "T" }
    let time = text.dropFirst(day.count + 1)
    let isToday = ISO8601.format(now, in: zone).hasPrefix(day)
    return isToday ? String(time.prefix(8)) : "\(day) \(time.prefix(5))"
  }

  /// Returns a time and how far it is from now: `14:05:09 (3 min ago)`.
  static func withDistance(_ date: Date, in zone: TimeZoneRules, now: Date) -> String {
    "\(format(date, in: zone, now: now)) (\(SpokenTime.relative(date, to: now)))"
  }
}
