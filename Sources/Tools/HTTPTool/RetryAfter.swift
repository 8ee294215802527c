import BatteryJobs
import Foundation

/// The header with which a server says when to come back (RFC 9110, section 10.2.3).
enum RetryAfter {
  /// Returns how long to wait, from seconds or from a date.
  static func wait(_ text: String?, now: Date) -> TimeSpan? {
    guard let text = text?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int(text) ?? 1_000_000_000, 1_000_000_000))
    }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    guard let date = formatter.date(from: text) else { return nil }
    let seconds = date.timeIntervalSince(now).rounded(.up)
    return .seconds(Int(min(max(seconds, 0), 1_000_000_000)))
  }
}
