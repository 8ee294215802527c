import BatteryJobs
import Foundation

/// Times and lengths of time as people read them.
enum TimeText {
  /// A length of time in one or two units: `0.3 s`, `12 s`, `3 m 20 s`, `2 h 05 m`, `3 d 4 h`.
  static func duration(_ seconds: TimeInterval) -> String {
    if seconds < 0.95 { return "\(max(0, Int((seconds * 1000).rounded()))) ms" }
    if seconds < 9.95 {
      let tenths = Int((seconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(min(seconds, 1e12).rounded())
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) m \(padded(whole % 60)) s"
    case ..<86_400: return "\(whole / 3600) h \(padded(whole / 60 % 60)) m"
    default: return "\(whole / 86_400) d \(whole / 3600 % 24) h"
    }
  }

  /// How far away a time is: `in 5 min`, `3 h ago`, `now`.
  static func relative(_ date: Date, now: Date) -> String {
    let seconds = date.timeIntervalSince(now)
    let distance = abs(seconds)
    let amount: String
    switch distance {
    case ..<5: return "now"
    case ..<90: amount = "\(Int(distance)) s"
    case ..<5400: amount = "\(Int((distance / 60).rounded())) min"
    case ..<172_800: amount = "\(Int((distance / 3600).rounded())) h"
    default: amount = "\(Int(min(distance / 86_400, 1e9).rounded())) days"
    }
    return seconds > 0 ? "in \(amount)" : "\(amount) ago"
  }

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
