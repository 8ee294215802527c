public import Foundation

/// When a job is due: a cron expression, a phrase, an interval, or one instant.
///
/// ```swift
/// let schedule = try Schedule("weekdays at 18:00")
/// let zone = try TimeZoneRules(identifier: "Europe/Berlin")
/// let next = schedule.next(after: .now, in: zone)
/// ```
///
/// A time that is written out runs once on every day that it names: right after the gap when the
/// clock is put forward over it, and at the first of two when the clock is put back. Wildcards,
/// `*/n` and intervals follow elapsed time. `Documentation/Cron.md` describes every form.
public struct Schedule: Hashable, Sendable, CustomStringConvertible {
  enum Rule: Hashable, Sendable {
    case local(LocalPattern)
    case interval(IntervalRule)
    case once(ISO8601Parts)
    case startup
  }

  let rule: Rule

  /// The text of the schedule; reads back as the same schedule.
  public let description: String

  init(rule: Rule, text: String) {
    self.rule = rule
    description = text
  }

  /// Whether the schedule is `@reboot`: due once when the hub starts, and at no time of the clock.
  public var runsAtStartup: Bool { rule == .startup }

  /// The first instant strictly after `instant` at which the schedule is due.
  ///
  /// A pure function: the same arguments always give the same instant.
  ///
  /// - Parameters:
  ///   - instant: Where the search begins.
  ///   - zone: The zone whose clock the schedule follows.
  ///   - seed: What the jitter of an interval is drawn from, so that jobs do not move together.
  /// - Returns: `nil` when the schedule is not due in the following 400 years.
  /// - Complexity: Constant for most schedules; a date that comes every n years costs O(n).
  public func next(after instant: Date, in zone: TimeZoneRules, seed: UInt64 = 0) -> Date? {
    switch rule {
    case .local(let pattern):
      return ZonedSearch(pattern: pattern, zone: zone.table).next(after: instant.wholeSeconds)
        .map { Date(timeIntervalSince1970: Double($0)) }
    case .interval(let rule): return rule.next(after: instant, seed: seed)
    case .once(let parts):
      let date = Self.date(of: parts, in: zone)
      return date > instant ? date : nil
    case .startup: return nil
    }
  }

  /// The last instant strictly before `instant` at which the schedule was due.
  ///
  /// A pure function, and the mirror of ``next(after:in:seed:)``.
  ///
  /// - Parameters:
  ///   - instant: Where the search begins.
  ///   - zone: The zone whose clock the schedule follows.
  ///   - seed: What the jitter of an interval is drawn from.
  /// - Returns: `nil` when the schedule was not due in the preceding 400 years.
  public func previous(before instant: Date, in zone: TimeZoneRules, seed: UInt64 = 0) -> Date? {
    switch rule {
    case .local(let pattern):
      let seconds = instant.wholeSeconds
      let isWhole = instant.timeIntervalSince1970 == Double(seconds)
      return ZonedSearch(pattern: pattern, zone: zone.table)
        .previous(before: isWhole ? seconds : seconds + 1)
        .map { Date(timeIntervalSince1970: Double($0)) }
    case .interval(let rule): return rule.previous(before: instant, seed: seed)
    case .once(let parts):
      let date = Self.date(of: parts, in: zone)
      return date < instant ? date : nil
    case .startup: return nil
    }
  }

  /// The instants strictly after `instant` at which the schedule is due, computed one by one.
  ///
  /// - Parameters:
  ///   - instant: Where the search begins.
  ///   - zone: The zone whose clock the schedule follows.
  ///   - seed: What the jitter of an interval is drawn from.
  /// - Returns: A sequence that ends only when the schedule does.
  public func occurrences(
    after instant: Date,
    in zone: TimeZoneRules,
    seed: UInt64 = 0
  ) -> some Sequence<Date> & Sendable {
    Occurrences(schedule: self, zone: zone, seed: seed, start: instant)
  }

  private static func date(of parts: ISO8601Parts, in zone: TimeZoneRules) -> Date {
    if let offset = parts.offset { return parts.date(offset: offset) }
    let instants = zone.instants(showing: parts.local)
    if case .skipped(let resumesAt) = instants { return resumesAt }
    return instants.resolved.addingTimeInterval(Double(parts.milliseconds) / 1000)
  }
}

private struct Occurrences: Sequence, Sendable {
  let schedule: Schedule
  let zone: TimeZoneRules
  let seed: UInt64
  let start: Date

  func makeIterator() -> Iterator { Iterator(of: self) }

  struct Iterator: IteratorProtocol {
    private let occurrences: Occurrences
    private var last: Date?

    init(of occurrences: Occurrences) {
      self.occurrences = occurrences
      last = occurrences.start
    }

    mutating func next() -> Date? {
      guard let from = last else { return nil }
      last = occurrences.schedule.next(
        after: from,
        in: occurrences.zone,
        seed: occurrences.seed
      )
      return last
    }
  }
}
