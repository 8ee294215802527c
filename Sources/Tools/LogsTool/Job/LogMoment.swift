import Foundation

/// A time that those of records are compared with, in seconds since 1970.
enum LogMoment: Hashable, Sendable {
  /// What the log's own clock shows, whatever its offset is then.
  case wall(Int64)
  /// A point in time; and what the clock of a log shows then that does not say its offset.
  case instant(Int64, wall: Int64)

  /// Makes a point in time.
  ///
  /// - Parameters:
  ///   - instant: The time in UTC.
  ///   - offset: How far the log's clock is ahead of UTC, in seconds; as this machine's at that time
  ///     when it is `nil`.
  init(instant: Int64, _ offset: Int?) {
    let date = Date(timeIntervalSince1970: Double(instant))
    let offset = offset ?? TimeZone.current.secondsFromGMT(for: date)
    self = .instant(instant, wall: instant + Int64(offset))
  }

  /// What the log's own clock shows then.
  var wall: Int64 {
    switch self {
    case .wall(let seconds), .instant(_, let seconds): seconds
    }
  }

  /// The time as records are ordered by: in UTC, or as the log's clock shows it that does not say its
  /// offset.
  func onTimeline(_ offset: Int?) -> Int64 {
    switch (self, offset) {
    case (.instant(let instant, _), .some): instant
    default: wall - Int64(offset ?? 0)
    }
  }

  /// Returns whether a record is before this.
  ///
  /// - Parameters:
  ///   - time: The record's time on the wall.
  ///   - offset: How far its clock was ahead of UTC, in seconds; `nil` when nobody knows.
  /// - Returns: Whether it is.
  func isAfter(_ time: Int, _ offset: Int?) -> Bool {
    switch (self, offset) {
    case (.instant(let instant, _), let offset?): Int64(time) - Int64(offset) < instant
    default: Int64(time) < wall
    }
  }

  /// Whether nothing is from this time on and before another.
  func isNeverBefore(_ other: LogMoment) -> Bool {
    guard case (.instant(let from, _), .instant(let to, _)) = (self, other) else {
      return wall >= other.wall
    }
    return from >= to
  }
}

extension Date {
  /// The seconds since 1970, without parts.
  var wholeSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
