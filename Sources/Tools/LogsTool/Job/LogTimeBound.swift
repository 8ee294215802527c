public import BatteryJobs
import BatteryTables
public import Foundation

/// A time from which or up to which the records of a log count.
public enum LogTimeBound: Hashable, Sendable {
  /// A time on the log's own clock, in seconds since 1970.
  case local(Int64)
  /// A time whose offset from UTC was written, in seconds since 1970.
  case instant(Int64)
  /// So long before now.
  case ago(TimeSpan)
  /// Midnight some days before today.
  case midnight(daysAgo: Int)

  /// How a bound is written, for messages.
  static let forms =
    "a day or a time (2026-11-22, 2026-11-22T09:30), how long ago (7d, 12h, 30m), today or yesterday"

  /// Reads a bound: `2026-11-22`, `2026-11-22T09:30`, `7d`, `12h`, `today` or `yesterday`.
  ///
  /// - Returns: `nil` when the text is none.
  public init?(_ text: String) {
    var text = text
    let time = text.withUTF8 { bytes -> LogTimeBound? in
      if let day = TimeText.day(bytes) { return .local(Int64(day) * 86_400) }
      guard let time = TimeText.timestamp(bytes) else { return nil }
      let seconds = Int64((Double(time.microseconds) / 1e6).rounded(.down))
      return time.offset == nil ? .local(seconds) : .instant(seconds)
    }
    if let time {
      self = time
    } else if let span = TimeSpan(text) {
      self = .ago(span)
    } else if text == "today" {
      self = .midnight(daysAgo: 0)
    } else if text == "yesterday" {
      self = .midnight(daysAgo: 1)
    } else {
      return nil
    }
  }

  /// The time on the log's own clock, in seconds since 1970.
  ///
  /// - Parameters:
  ///   - now: The time of the question.
  ///   - offset: How far the log's clock is ahead of UTC, in seconds.
  /// - Returns: The time.
  public func seconds(now: Date, offset: Int) -> Int64 {
    let clock = Int64(now.timeIntervalSince1970.rounded(.down)) + Int64(offset)
    switch self {
    case .local(let seconds): return seconds
    case .instant(let seconds): return seconds + Int64(offset)
    case .ago(let span): return clock - span.milliseconds / 1000
    case .midnight(let days):
      let today = clock - (clock % 86_400 + 86_400) % 86_400
      return today - Int64(days) * 86_400
    }
  }

  /// Whether this is at or after another, whenever the question is asked; `false` when that depends.
  func isNeverBefore(_ other: LogTimeBound) -> Bool {
    switch (self, other) {
    case (.local(let from), .local(let to)), (.instant(let from), .instant(let to)): from >= to
    case (.ago(let from), .ago(let to)): from <= to
    case (.midnight(let from), .midnight(let to)): from <= to
    // The future has no records.
    case (.ago(let from), .midnight): from.milliseconds == 0
    default: false
    }
  }
}
