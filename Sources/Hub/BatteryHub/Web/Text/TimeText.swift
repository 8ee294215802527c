import BatteryJobs
import Foundation

/// Times as the clock of a zone shows them; how long and how far is `SpokenTime`'s.
enum TimeText {
  /// A time as a zone's clock shows it, as short as its day allows: `02:00`, `Mon 02:00`,
  /// `3 Dec 02:00`, `3 Dec 2027 02:00`.
  static func short(_ date: Date, now: Date, in zone: TimeZoneRules) -> String {
    let local = zone.localTime(at: date)
    let today = zone.localTime(at: now)
    let clock = "\(padded(local.hour)):\(padded(local.minute))"
    let days = local.dayNumber - today.dayNumber
    if days == 0 { return clock }
    if days > 0, days < 7 { return "\(weekdays[local.weekday]) \(clock)" }
    if days == -1 { return "yesterday \(clock)" }
    let year = local.year == today.year ? "" : " \(local.year)"
    return "\(local.day) \(months[local.month - 1])\(year) \(clock)"
  }

  /// A time in full: `Mon 2026-11-23 02:00:00`.
  static func full(_ date: Date, in zone: TimeZoneRules) -> String {
    let local = zone.localTime(at: date)
    return "\(weekdays[local.weekday]) \(local.year)-\(padded(local.month))-\(padded(local.day))"
      + " \(padded(local.hour)):\(padded(local.minute)):\(padded(local.second))"
  }

  /// The time of day with milliseconds, for lines of a log.
  static func clock(_ date: Date, in zone: TimeZoneRules) -> String {
    let local = zone.localTime(at: date)
    let seconds = date.timeIntervalSince1970
    let thousandths = min(999, Int((seconds - seconds.rounded(.down)) * 1000))
    return "\(padded(local.hour)):\(padded(local.minute)):\(padded(local.second))"
      + ".\(thousandths < 100 ? "0" : "")\(padded(thousandths))"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
