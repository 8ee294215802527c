public import BatteryJobs
import BatteryTables
import Foundation

/// A time from which or up to which the records of a log count.
public enum LogTimeBound: Hashable, Sendable {
  /// A time on the log's own clock, in seconds since 1970.
  case local(Int64)
  /// A time whose offset from UTC was written, in seconds since 1970.
  case instant(Int64)
  /// So long before now.
  case ago(TimeSpan)
  /// A time of day on the log's own clock, in seconds after midnight, some days before today.
  case clock(seconds: Int, daysAgo: Int)

  /// How a bound is written, for messages.
  static let forms =
    "a day or a time (2026-11-22, 2026-11-22T09:30), how long ago (7d, 1d12h, 30m), a time of today "
    + "(12:00, noon), today or yesterday"

  /// Reads a bound: `2026-11-22`, `2026-11-22T09:30`, `7d`, `12h`, `12:00`, `noon`, `today`,
  /// `yesterday` or `yesterday 12:00`.
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
    } else if let time = Self.named(text) {
      self = time
    } else {
      return nil
    }
  }

  /// Reads a day that has a name, a time of day, or both.
  private static func named(_ text: String) -> LogTimeBound? {
    var words = text.split(separator: " ").map(String.init)
    var daysAgo = 0
    if let first = words.first, first == "today" || first == "yesterday" {
      daysAgo = first == "today" ? 0 : 1
      words.removeFirst()
      if words.isEmpty { return .clock(seconds: 0, daysAgo: daysAgo) }
    }
    guard words.count == 1, let seconds = timeOfDay(words[0]) else { return nil }
    return .clock(seconds: seconds, daysAgo: daysAgo)
  }

  private static func timeOfDay(_ word: String) -> Int? {
    if word == "noon" { return 12 * 3600 }
    if word == "midnight" { return 0 }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    let limits = [24, 60, 60]
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0
    for (place, part) in parts.enumerated() {
      let isTwoDigits = part.utf8.count == 2 || place == 0 && part.utf8.count == 1
      guard isTwoDigits, part.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(part),
        number < limits[place]
      else { return nil }
      seconds += number * [3600, 60, 1][place]
    }
    return seconds
  }

  /// Whether it moves with the time of the question.
  var isRelative: Bool {
    switch self {
    case .local, .instant: false
    case .ago, .clock: true
    }
  }

  /// What the times of records are compared with.
  ///
  /// - Parameters:
  ///   - now: The time of the question.
  ///   - offset: How far the log's clock is ahead of UTC, in seconds; `nil` when the log does not say
  ///     so, and most likely has the clock of this machine.
  /// - Returns: It.
  func moment(now: Date, offset: Int?) -> LogMoment {
    switch self {
    case .local(let seconds): return .wall(seconds)
    case .instant(let seconds): return LogMoment(instant: seconds, offset)
    case .ago(let span):
      return LogMoment(instant: now.wholeSeconds - span.milliseconds / 1000, offset)
    case .clock(let seconds, let days):
      let clock = LogMoment(instant: now.wholeSeconds, offset).wall
      let today = clock - (clock % 86_400 + 86_400) % 86_400
      return .wall(today - Int64(days) * 86_400 + Int64(seconds))
    }
  }

  /// Whether this is at or after another, whenever the question is asked; `false` when that depends.
  func isNeverBefore(_ other: LogTimeBound) -> Bool {
    switch (self, other) {
    case (.local(let from), .local(let to)), (.instant(let from), .instant(let to)): from >= to
    case (.ago(let from), .ago(let to)): from <= to
    case (.clock(let from, let fromDays), .clock(let to, let toDays)):
      (-fromDays, from) >= (-toDays, to)
    // The future has no records.
    case (.ago(let from), .clock(seconds: 0, daysAgo: _)): from.milliseconds == 0
    default: false
    }
  }
}
