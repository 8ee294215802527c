public import BatteryJobs
import Foundation

/// Times as a rule writes them: `2026`, `2026-11`, `>= 2026-11-01`, `2026-01..2026-06`.
///
/// A year, month or day stands for all of it, by the clock of the machine's own zone.
public struct DateRange: Hashable, Sendable {
  private let text: String
  private let low: Bound?
  private let high: Bound?

  /// A local time that the range begins or ends with; it is an instant once a zone is known.
  private struct Bound: Hashable, Sendable {
    var local: LocalDateTime

    func nanoseconds(_ zone: TimeZoneRules) -> Int64 {
      let seconds = zone.instants(showing: local).resolved.timeIntervalSince1970
      let (time, isBeyond) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
      return isBeyond ? (seconds < 0 ? .min : .max) : time
    }
  }

  /// Reads a range; `nil` when the text is none.
  public init?(_ text: String) {
    self.text = text
    guard let bounds = RangeText(text[...]) else { return nil }
    switch bounds {
    case .between(let first, let last):
      guard let first = Self.stretch(first), let last = Self.stretch(last),
        first.start.dayNumber <= last.start.dayNumber
      else { return nil }
      (low, high) = (Bound(local: first.start), Bound(local: last.end))
    case .compared(let sign, let value):
      guard let (start, end) = Self.stretch(value) else { return nil }
      switch sign {
      case .more: (low, high) = (Bound(local: end), nil)
      case .atLeast: (low, high) = (Bound(local: start), nil)
      case .less: (low, high) = (nil, Bound(local: start))
      case .atMost: (low, high) = (nil, Bound(local: end))
      case .equal: (low, high) = (Bound(local: start), Bound(local: end))
      }
    }
  }

  /// The range as instants, in nanoseconds since 1970.
  func instants(in zone: TimeZoneRules) -> Range<Int64> {
    let start = low?.nanoseconds(zone) ?? .min
    return start..<max(start, high?.nanoseconds(zone) ?? .max)
  }

  /// The first moment of a year, month or day, and the first after it.
  private static func stretch(_ text: String) -> (start: LocalDateTime, end: LocalDateTime)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy(\.isNumber) ? Int(part) : nil
    }
    guard (1...3).contains(parts.count), numbers.count == parts.count, parts[0].count == 4,
      parts.dropFirst().allSatisfy({ $0.count == 2 })
    else { return nil }
    let year = numbers[0]
    let month = numbers.count > 1 ? numbers[1] : 1
    let day = numbers.count > 2 ? numbers[2] : 1
    guard let start = local(year, month, day) else { return nil }
    let end =
      switch numbers.count {
      case 1: local(year + 1, 1, 1)
      case 2: month == 12 ? local(year + 1, 1, 1) : local(year, month + 1, 1)
      default: local(year, month, day + 1) ?? local(year, month + 1, 1) ?? local(year + 1, 1, 1)
      }
    return end.map { (start, $0) }
  }

  private static func local(_ year: Int, _ month: Int, _ day: Int) -> LocalDateTime? {
    LocalDateTime(year: year, month: month, day: day, hour: 0, minute: 0)
  }
}

extension DateRange: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String {
    "a range of days; write it as 2026-11, \">= 2026-11-01\" or 2026-01..2026-06"
  }

  /// The range as it was written.
  public var description: String { text }
}
