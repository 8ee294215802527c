public import Foundation

/// A time zone's offsets from UTC through all of its history and future.
///
/// The rules are read from the machine's tz database (TZif, RFC 9636) and kept in memory; a value
/// is small and cheap to copy.
public struct TimeZoneRules: Sendable {
  let table: ZoneTable

  /// Reads the zone of that name, such as `Europe/Berlin`.
  ///
  /// - Throws: ``ScheduleError`` when no such zone is installed; the message suggests one that is.
  public init(identifier: String) throws(ScheduleError) {
    table = try ZoneCatalog.table(identifier)
  }

  private init(table: ZoneTable) { self.table = table }

  /// Coordinated universal time; needs no file.
  public static let utc = TimeZoneRules(table: ZoneCatalog.utc)

  /// The zone that this machine keeps: `TZ`, then `/etc/timezone`, then the link `/etc/localtime`;
  /// UTC when none of them names a zone.
  public static var current: TimeZoneRules { TimeZoneRules(table: ZoneCatalog.current()) }

  /// The names of every zone installed on this machine.
  public static var installedIdentifiers: [String] { ZoneCatalog.names() }

  /// The zone's name.
  public var identifier: String { table.identifier }

  /// The offset at that instant, in seconds east of UTC.
  ///
  /// - Complexity: O(log n) in the number of changes.
  public func offset(at instant: Date) -> Int {
    Int(table.stretch(at: instant.wholeSeconds).offset)
  }

  /// The first instant after `instant` at which the offset changes; `nil` when it never does again.
  public func nextChange(after instant: Date) -> Date? {
    let end = table.stretch(at: instant.wholeSeconds).end
    return end == .max ? nil : Date(timeIntervalSince1970: Double(end))
  }

  /// What a clock in this zone shows at that instant.
  public func localTime(at instant: Date) -> LocalDateTime {
    let seconds = instant.wholeSeconds
    return LocalDateTime(localSeconds: seconds + table.stretch(at: seconds).offset)
  }

  /// The instants at which a clock in this zone shows `local`.
  public func instants(showing local: LocalDateTime) -> LocalInstants {
    let seconds = local.localSeconds
    var found: [Int64] = []
    var skippedAt: Int64?
    var stretch = table.stretch(at: seconds - Self.widestOffset)
    while true {
      let instant = seconds - stretch.offset
      if instant >= stretch.start, instant < stretch.end { found.append(instant) }
      guard stretch.end != .max, stretch.end <= seconds + Self.widestOffset else { break }
      let following = table.stretch(at: stretch.end)
      if seconds >= stretch.end + stretch.offset, seconds < stretch.end + following.offset {
        skippedAt = stretch.end
      }
      stretch = following
    }
    if let first = found.first {
      let date = Date(timeIntervalSince1970: Double(first))
      guard let last = found.last, last != first else { return .once(date) }
      return .repeated(first: date, last: Date(timeIntervalSince1970: Double(last)))
    }
    return .skipped(resumesAt: Date(timeIntervalSince1970: Double(skippedAt ?? seconds)))
  }

  private static let widestOffset: Int64 = 26 * 3600
}

/// The instants that a local time stands for in a zone.
public enum LocalInstants: Hashable, Sendable {
  /// The clock shows the time once.
  case once(Date)
  /// The clock is put forward over the time, and goes on at that instant.
  case skipped(resumesAt: Date)
  /// The clock is put back and shows the time again.
  case repeated(first: Date, last: Date)

  /// The instant by the rule for fixed times: right after a gap, and the first of two.
  public var resolved: Date {
    switch self {
    case .once(let date): date
    case .skipped(let resumesAt): resumesAt
    case .repeated(let first, _): first
    }
  }
}

extension TimeZoneRules: Hashable {
  /// Whether both have the same name.
  public static func == (left: TimeZoneRules, right: TimeZoneRules) -> Bool {
    left.identifier == right.identifier
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}

extension TimeZoneRules: CustomStringConvertible {
  /// The zone's name.
  public var description: String { identifier }
}

extension Date {
  /// The last whole second at or before this instant, since 1970; clamped to ±100,000 years.
  var wholeSeconds: Int64 {
    let seconds = timeIntervalSince1970
    guard seconds.isFinite else { return seconds > 0 ? 3_155_760_000_000 : -3_155_760_000_000 }
    return Int64(min(max(seconds.rounded(.down), -3_155_760_000_000), 3_155_760_000_000))
  }
}
